"""`dunnix init`: a scenario to begin with, and its tests."""
