CREATE TABLE `erasures` (
	`person_id` text NOT NULL,
	`room_id` text NOT NULL,
	`told_at` integer NOT NULL,
	PRIMARY KEY(`person_id`, `room_id`)
);
--> statement-breakpoint
CREATE INDEX `erasures_by_age` ON `erasures` (`told_at`);