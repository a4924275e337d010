CREATE TABLE `bookmarks` (
	`person_id` text NOT NULL,
	`room_id` text NOT NULL,
	`seq` integer NOT NULL,
	`saved_at` integer NOT NULL,
	PRIMARY KEY(`person_id`, `room_id`, `seq`)
);
--> statement-breakpoint
CREATE INDEX `bookmarks_of_person` ON `bookmarks` (`person_id`,`saved_at`);