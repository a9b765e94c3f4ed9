"""The web: finds what outlets publish, fetches it politely, hands pages to `parsing` and records to `storage`.

Nothing is above this room.
"""
