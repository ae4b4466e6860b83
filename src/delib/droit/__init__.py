"""The law as acts cite it: the texts, their natures, their articles."""
