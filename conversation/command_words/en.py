"""Commands as they are typed: English."""

COMMANDS = """
start: begin, start over
new: submit, submit idea, submit an idea, submit an initiative, new idea, new initiative, new suggestion
new: send an idea, suggest, suggestion, propose
mine: my ideas, my initiatives, my suggestions, my list
language: change language, languages
difficulty: difficulties, problem, report a problem, trouble, obstacle
stories: story, good stories
mydata: my data, my information, privacy
help: help me, menu, guide, instructions
back: go back, previous
skip: skip this, pass
done: finish, finished, that's all, that is all, that's it, all done, i'm done
pause: later, not now, stop, stop here, enough for now
cancel: abort, discard
unit: change unit, change my unit
queue: review queue, to review
behalf: on behalf, submit on behalf, submit for someone
paper: paper list, paper lists
poster: qr, qr code
pings: reminders, reminder, notifications
totals: total, figures, statistics
progress: pace
ranking: rank, rankings, leaderboard
silent: silent units, quiet units
report: reports, weekly report, monthly report
assign: assign targets, assign target, set target, targets
peak: peak week, peak month
announce: announcement
reward: rewards, award, awards
invite: invitation
audit: audit log, log
"""
