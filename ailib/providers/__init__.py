"""Who is out there: providers as data, their credentials, addresses, models and prices.

Nothing here does I/O beyond reading the package's own data files and the environment mapping that it is given.
"""
