"""Calendars as values: which days are open, moving off a closed day, counting business days."""

from dunnix.calendars.calendar import Calendar
from dunnix.calendars.closed_day import OnClosedDay
from dunnix.calendars.tables import calendar_names, load_calendar
from dunnix.calendars.zones import zones_of

__all__ = ["Calendar", "OnClosedDay", "calendar_names", "load_calendar", "zones_of"]
