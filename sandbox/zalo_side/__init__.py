"""Zalo's side of the street: who is there, and what a bot comes to hear of it.

    people.py     a bot on Zalo, its chats, and the words by which Zalo names them
    side.py       who lives there, who may come, what its bots hear
    quota.py      the free plan: so many messages a month, users, groups
    arriving.py   what somebody said, as the update that a bot gets of it
    mailbox.py    updates that wait to be asked for, and are soon lost
    carrier.py    updates brought to a webhook, again if need be
    faults.py     what goes wrong with calls and with updates

`sandbox/zalo/` serves it as Zalo's Bot API.
"""
