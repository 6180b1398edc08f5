"""`python -m nattero` is the same as `nattero`."""

from nattero.cli import main

if __name__ == "__main__":
    main()
