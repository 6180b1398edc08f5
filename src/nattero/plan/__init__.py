"""The room where what is known of a remedy meets what a person can and wants: plans, sessions, reminders."""
