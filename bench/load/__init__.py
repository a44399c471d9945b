"""Fills an installation with as many orders as a shop gets in years, fast.

Orders, lines, payments, parcels, events, mails, search rows, figures, numbers and the stock's
ledger are what the actions would have written; they are written past the actions, in bulk.
"""
