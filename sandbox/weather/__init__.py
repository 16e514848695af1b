"""What befalls a bot's calls whatever they ask: limits, faults on command, outages.

    limits.py   how much Telegram takes, and how long it then wants to be left alone
    faults.py   what goes wrong on command: which call, how, how often
    outages.py  nobody answers, or nobody is there, for a while
    ledger.py   what was accepted and what was refused, one line a call

Nothing here knows a chat or a message; `botapi/passing.py` leads each call through.
"""
