"""A host that asks dunnix every night, and may be killed at any point and run again."""
