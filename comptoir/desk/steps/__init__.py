"""Every step that staff can take on an order: what it asks, which action it calls, what it says.

A step is a page of its own (a dialog where there is JavaScript) and one POST.
"""
