CREATE TABLE `invitations` (
	`room_id` text NOT NULL,
	`person_id` text NOT NULL,
	`by` text NOT NULL,
	`at` integer NOT NULL,
	`seq` integer NOT NULL,
	`epoch` text NOT NULL,
	PRIMARY KEY(`room_id`, `person_id`)
);
--> statement-breakpoint
CREATE INDEX `invitations_of_person` ON `invitations` (`person_id`);