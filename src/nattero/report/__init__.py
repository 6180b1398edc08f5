"""The doctor's page: as data (`letter`), in words (`page`), typeset (`pdf`)."""
