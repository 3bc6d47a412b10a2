"""Tests of scenarios: an account, what happens to it, and all that must be done until a day.

This module imports nothing, so that the pytest plugin costs next to nothing where no such test is.
"""
