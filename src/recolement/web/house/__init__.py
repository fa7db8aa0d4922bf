"""The house around the ballots: accounts, posts, sign-ins and locks, the journal, health, backups.

Those who keep it see to it that people can work. They enter no figure and rule on nothing.
"""
