-- positions: every position with its sentence and the rule behind it
SELECT * FROM positions ORDER BY position_id
