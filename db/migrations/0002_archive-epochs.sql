CREATE TABLE `archive_epochs` (
	`room_id` text PRIMARY KEY NOT NULL,
	`epoch` text NOT NULL,
	`rank` text NOT NULL
);
--> statement-breakpoint
INSERT INTO `archive_epochs` (`room_id`, `epoch`, `rank`)
	SELECT `room_id`, `epoch`, '' FROM (SELECT `room_id`, `epoch`, max(`rowid`) FROM `events` GROUP BY `room_id`);
