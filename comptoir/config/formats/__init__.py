"""How the pages write dates, per language, where Django's own way is not ours."""
