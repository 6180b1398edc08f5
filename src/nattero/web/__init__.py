"""The web edge: pages for people, an API for their devices, and the guard in front of both."""
