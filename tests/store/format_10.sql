-- A learner's file of format 10, as the program of that day wrote it.
BEGIN TRANSACTION;
CREATE TABLE "answer_facts" (
   "answer_id" INTEGER REFERENCES "answers"("id"),
   "place" INTEGER,
   "fact_id" TEXT,
   PRIMARY KEY ("answer_id", "place")
);
INSERT INTO "answer_facts" VALUES(1,0,'fact-1');
INSERT INTO "answer_facts" VALUES(2,0,'fact-2');
INSERT INTO "answer_facts" VALUES(2,1,'fact-1');
INSERT INTO "answer_facts" VALUES(3,0,'fact-1');
INSERT INTO "answer_facts" VALUES(3,1,'fact-3');
INSERT INTO "answer_facts" VALUES(4,0,'fact-3');
INSERT INTO "answer_facts" VALUES(5,0,'fact-3');
INSERT INTO "answer_facts" VALUES(6,0,'fact-3');
INSERT INTO "answer_facts" VALUES(7,0,'resilient-fact-34');
INSERT INTO "answer_facts" VALUES(8,0,'fact-1');
INSERT INTO "answer_facts" VALUES(9,0,'fact-8');
INSERT INTO "answer_facts" VALUES(9,1,'fact-1');
CREATE TABLE "answers" (
   "id" INTEGER PRIMARY KEY,
   "sitting_id" TEXT NOT NULL,
   "mode" TEXT NOT NULL,
   "item_key" TEXT NOT NULL REFERENCES "items"("key"),
   "item_id" TEXT NOT NULL,
   "pattern" TEXT,
   "kind" TEXT,
   "topic" TEXT,
   "reserved" INTEGER,
   "seed" INTEGER,
   "option_order" TEXT,
   "chosen" TEXT,
   "typed" TEXT,
   "verdict" TEXT NOT NULL,
   "confidence" TEXT,
   "taken_ms" INTEGER,
   "content_version" TEXT NOT NULL,
   "answered_at" TEXT NOT NULL
, course TEXT NOT NULL DEFAULT 'ecs');
INSERT INTO "answers" VALUES(1,'sitting-1','review','de652ddcdb06ca0becc1f504','item-0','which-role','lookup','topic-secure',0,7,'["a", "b", "c", "d"]','["a"]','','right','sure',4200,'v1','2026-11-24T09:00:00.000000+00:00','ecs');
INSERT INTO "answers" VALUES(2,'sitting-1','review','80c9b808ec1cd7628a9eaac3','item-1','which-role','lookup','topic-secure',0,7,'["a", "b", "c", "d"]','["a"]','','right','sure',4200,'v1','2026-11-25T09:01:00.000000+00:00','ecs');
INSERT INTO "answers" VALUES(3,'sitting-1','review','7720e9a70bf2ab5bc0382ae5','item-2','which-role','lookup','topic-secure',0,7,'["a", "b", "c", "d"]','["d"]','','wrong','sure',4200,'v1','2026-11-27T09:02:00.000000+00:00','ecs');
INSERT INTO "answers" VALUES(4,'sitting-1','review','4093592f7831fe0ac2282a5d','item-3','which-role','lookup','topic-resilient',0,7,'["a", "b", "c", "d"]','["a"]','','right','sure',4200,'v1','2026-11-28T09:03:00.000000+00:00','ecs');
INSERT INTO "answers" VALUES(5,'sitting-1','review','2569699378069dcbfbef722c','item-4','which-role','lookup','topic-secure',0,7,'["a", "b", "c", "d"]','["a"]','','right','sure',4200,'v1','2026-12-01T09:04:00.000000+00:00','ecs');
INSERT INTO "answers" VALUES(6,'sitting-1','review','2d9bf683d285a16e572d6592','item-9','which-role','lookup','topic-secure',0,7,'["a", "b", "c", "d"]','["a"]','','right',NULL,4200,'v1','2026-12-04T09:00:00.000000+00:00','ecs');
INSERT INTO "answers" VALUES(7,'exam-1','exam','8ac45f3dc8d62e4d72039e1f','resilient-34-1-1','resilient-pattern-1-1','lookup','topic-resilient',0,7,'["a", "b", "c", "d"]','["a"]','','right',NULL,900,'v1','2026-12-06T09:00:00.000000+00:00','ecs');
INSERT INTO "answers" VALUES(8,'sitting-1','review','de652ddcdb06ca0becc1f504','item-0','which-role','lookup','topic-secure',0,7,'["a", "b", "c", "d"]','["a"]','','right',NULL,4200,'v1','2026-12-06T09:00:00.000000+00:00','bakery');
INSERT INTO "answers" VALUES(9,'sitting-1','review','c8303e424b786b6cc1c648ed','dough','which-role','lookup','topic-secure',0,7,'["a", "b", "c", "d"]','["a"]','','right',NULL,4200,'v1','2026-12-08T09:00:00.000000+00:00','bakery');
CREATE TABLE "attempt_events" (
   "attempt_id" TEXT REFERENCES "attempts"("id"),
   "sequence" INTEGER,
   "event" TEXT,
   PRIMARY KEY ("attempt_id", "sequence")
);
INSERT INTO "attempt_events" VALUES('exam-1',0,'{"is":"Answered","at":"2026-12-06T09:00:00+00:00","used_s":0.0,"position":0,"response":{"chosen":["a"]},"taken_ms":900}');
INSERT INTO "attempt_events" VALUES('exam-1',1,'{"is":"Ended","at":"2026-12-06T09:00:00+00:00","used_s":0.0,"how":"submitted"}');
CREATE TABLE "attempt_items" (
   "attempt_id" TEXT REFERENCES "attempts"("id"),
   "position" INTEGER,
   "domain" TEXT,
   "scored" INTEGER,
   "item_key" TEXT REFERENCES "items"("key"),
   PRIMARY KEY ("attempt_id", "position")
);
INSERT INTO "attempt_items" VALUES('exam-1',0,'resilient',1,'8ac45f3dc8d62e4d72039e1f');
INSERT INTO "attempt_items" VALUES('exam-1',1,'cost',1,'ee64f2734262dbf252c20fb2');
INSERT INTO "attempt_items" VALUES('exam-1',2,'secure',1,'72a048ff1588e1168cce2f1f');
INSERT INTO "attempt_items" VALUES('exam-1',3,'performant',1,'80a39ebdf825170d9e099b0a');
CREATE TABLE "attempts" (
   "id" TEXT PRIMARY KEY,
   "form_id" TEXT NOT NULL,
   "blueprint" TEXT NOT NULL,
   "seed" INTEGER,
   "content_version" TEXT NOT NULL,
   "notes" TEXT,
   "started_at" TEXT NOT NULL,
   "limit_s" INTEGER,
   "answered" INTEGER,
   "used_s" REAL,
   "read_at" TEXT,
   "ended_at" TEXT
, course TEXT NOT NULL DEFAULT 'ecs', practice INTEGER NOT NULL DEFAULT 0);
INSERT INTO "attempts" VALUES('exam-1','3f613a1eb8','{"id":"saa-mini","exam":"SAA-C03","title":"Mini exam","items":4,"minutes":40,"weights":{"secure":30.0,"resilient":26.0,"performant":24.0,"cost":20.0},"pass_percent":72.0}',5,'v1','[]','2026-12-06T09:00:00.000000+00:00',480,1,0.0,'2026-12-06T09:00:00.000000+00:00','2026-12-06T09:00:00.000000+00:00','ecs',0);
CREATE TABLE "cold" (
   "answer_id" INTEGER PRIMARY KEY,
   "course" TEXT,
   "topic" TEXT,
   "right" INTEGER,
   "reserved" INTEGER,
   "odds" REAL,
   "recall" REAL,
   "answered_at" TEXT
, days REAL, reps INTEGER);
INSERT INTO "cold" VALUES(1,'ecs','topic-secure',1,0,0.25,NULL,'2026-11-24T09:00:00.000000+00:00',NULL,0);
INSERT INTO "cold" VALUES(2,'ecs','topic-secure',1,0,0.25,NULL,'2026-11-25T09:01:00.000000+00:00',NULL,0);
INSERT INTO "cold" VALUES(3,'ecs','topic-secure',0,0,0.25,NULL,'2026-11-27T09:02:00.000000+00:00',3.00138888888888910599e+00,1);
INSERT INTO "cold" VALUES(4,'ecs','topic-resilient',1,0,0.25,NULL,'2026-11-28T09:03:00.000000+00:00',NULL,0);
INSERT INTO "cold" VALUES(5,'ecs','topic-secure',1,0,0.25,8.80930333428835532494e-01,'2026-12-01T09:04:00.000000+00:00',3.00069444444444455299e+00,1);
INSERT INTO "cold" VALUES(7,'ecs','topic-resilient',1,0,0.25,NULL,'2026-12-06T09:00:00.000000+00:00',NULL,0);
INSERT INTO "cold" VALUES(8,'bakery','topic-secure',1,0,0.25,NULL,'2026-12-06T09:00:00.000000+00:00',NULL,0);
INSERT INTO "cold" VALUES(9,'bakery','topic-secure',1,0,0.25,NULL,'2026-12-08T09:00:00.000000+00:00',NULL,0);
CREATE TABLE "cold_counts" (
   "course" TEXT PRIMARY KEY,
   "answers" INTEGER
);
INSERT INTO "cold_counts" VALUES('ecs',6);
INSERT INTO "cold_counts" VALUES('bakery',2);
CREATE TABLE "exposures" (
   "course" TEXT,
   "fact_id" TEXT,
   "at" TEXT NOT NULL,
   PRIMARY KEY ("course", "fact_id")
);
INSERT INTO "exposures" VALUES('ecs','fact-1','2026-11-27T09:02:00.000000+00:00');
INSERT INTO "exposures" VALUES('ecs','fact-2','2026-12-05T09:00:00.000000+00:00');
INSERT INTO "exposures" VALUES('ecs','fact-5','2026-11-22T09:00:00.000000+00:00');
INSERT INTO "exposures" VALUES('ecs','fact-3','2026-12-04T09:00:00.000000+00:00');
INSERT INTO "exposures" VALUES('ecs','resilient-fact-34','2026-12-06T09:00:00.000000+00:00');
INSERT INTO "exposures" VALUES('bakery','fact-1','2026-12-08T09:00:00.000000+00:00');
INSERT INTO "exposures" VALUES('bakery','fact-8','2026-12-08T09:00:00.000000+00:00');
CREATE TABLE "items" (
   "key" TEXT PRIMARY KEY,
   "item" TEXT NOT NULL
);
INSERT INTO "items" VALUES('de652ddcdb06ca0becc1f504','{"item_id":"item-0","kind":"lookup","pattern":"which-role","origin":"generated","fact_ids":["fact-1"],"topic":"topic-secure","domains":{"SAA-C03":"secure"},"exams":["SAA-C03"],"tier":"core","level":"recall","reserved":false,"stem":"Which role does item-0 take when a task of that service is started?","options":[{"id":"a","text":"key of item-0 0","is_key":true,"rationale":"Because of fact-1.","proof":{"kind":"entailed","cites":["fact-1"]}},{"id":"b","text":"distractor 1 of item-0","is_key":false,"rationale":"Because of fact-1.","proof":{"kind":"complete","cites":["fact-1"]}},{"id":"c","text":"distractor 2 of item-0","is_key":false,"rationale":"Because of fact-1.","proof":{"kind":"complete","cites":["fact-1"]}},{"id":"d","text":"distractor 3 of item-0","is_key":false,"rationale":"Because of fact-1.","proof":{"kind":"complete","cites":["fact-1"]}}],"select":1,"as_of":"2026-11-22","seed":7}');
INSERT INTO "items" VALUES('80c9b808ec1cd7628a9eaac3','{"item_id":"item-1","kind":"lookup","pattern":"which-role","origin":"generated","fact_ids":["fact-2","fact-1"],"topic":"topic-secure","domains":{"SAA-C03":"secure"},"exams":["SAA-C03"],"tier":"core","level":"recall","reserved":false,"stem":"Which role does item-1 take when a task of that service is started?","options":[{"id":"a","text":"key of item-1 0","is_key":true,"rationale":"Because of fact-2.","proof":{"kind":"entailed","cites":["fact-2","fact-1"]}},{"id":"b","text":"distractor 1 of item-1","is_key":false,"rationale":"Because of fact-2.","proof":{"kind":"complete","cites":["fact-2","fact-1"]}},{"id":"c","text":"distractor 2 of item-1","is_key":false,"rationale":"Because of fact-2.","proof":{"kind":"complete","cites":["fact-2","fact-1"]}},{"id":"d","text":"distractor 3 of item-1","is_key":false,"rationale":"Because of fact-2.","proof":{"kind":"complete","cites":["fact-2","fact-1"]}}],"select":1,"as_of":"2026-11-22","seed":7}');
INSERT INTO "items" VALUES('7720e9a70bf2ab5bc0382ae5','{"item_id":"item-2","kind":"lookup","pattern":"which-role","origin":"generated","fact_ids":["fact-1","fact-3"],"topic":"topic-secure","domains":{"SAA-C03":"secure"},"exams":["SAA-C03"],"tier":"core","level":"recall","reserved":false,"stem":"Which role does item-2 take when a task of that service is started?","options":[{"id":"a","text":"key of item-2 0","is_key":true,"rationale":"Because of fact-1.","proof":{"kind":"entailed","cites":["fact-1","fact-3"]}},{"id":"b","text":"distractor 1 of item-2","is_key":false,"rationale":"Because of fact-1.","proof":{"kind":"complete","cites":["fact-1","fact-3"]}},{"id":"c","text":"distractor 2 of item-2","is_key":false,"rationale":"Because of fact-1.","proof":{"kind":"complete","cites":["fact-1","fact-3"]}},{"id":"d","text":"distractor 3 of item-2","is_key":false,"rationale":"Because of fact-1.","proof":{"kind":"complete","cites":["fact-1","fact-3"]}}],"select":1,"as_of":"2026-11-22","seed":7}');
INSERT INTO "items" VALUES('4093592f7831fe0ac2282a5d','{"item_id":"item-3","kind":"lookup","pattern":"which-role","origin":"generated","fact_ids":["fact-3"],"topic":"topic-resilient","domains":{"SAA-C03":"resilient"},"exams":["SAA-C03"],"tier":"core","level":"recall","reserved":false,"stem":"Which role does item-3 take when a task of that service is started?","options":[{"id":"a","text":"key of item-3 0","is_key":true,"rationale":"Because of fact-3.","proof":{"kind":"entailed","cites":["fact-3"]}},{"id":"b","text":"distractor 1 of item-3","is_key":false,"rationale":"Because of fact-3.","proof":{"kind":"complete","cites":["fact-3"]}},{"id":"c","text":"distractor 2 of item-3","is_key":false,"rationale":"Because of fact-3.","proof":{"kind":"complete","cites":["fact-3"]}},{"id":"d","text":"distractor 3 of item-3","is_key":false,"rationale":"Because of fact-3.","proof":{"kind":"complete","cites":["fact-3"]}}],"select":1,"as_of":"2026-11-22","seed":7}');
INSERT INTO "items" VALUES('2569699378069dcbfbef722c','{"item_id":"item-4","kind":"lookup","pattern":"which-role","origin":"generated","fact_ids":["fact-3"],"topic":"topic-secure","domains":{"SAA-C03":"secure"},"exams":["SAA-C03"],"tier":"core","level":"recall","reserved":false,"stem":"Which role does item-4 take when a task of that service is started?","options":[{"id":"a","text":"key of item-4 0","is_key":true,"rationale":"Because of fact-3.","proof":{"kind":"entailed","cites":["fact-3"]}},{"id":"b","text":"distractor 1 of item-4","is_key":false,"rationale":"Because of fact-3.","proof":{"kind":"complete","cites":["fact-3"]}},{"id":"c","text":"distractor 2 of item-4","is_key":false,"rationale":"Because of fact-3.","proof":{"kind":"complete","cites":["fact-3"]}},{"id":"d","text":"distractor 3 of item-4","is_key":false,"rationale":"Because of fact-3.","proof":{"kind":"complete","cites":["fact-3"]}}],"select":1,"as_of":"2026-11-22","seed":7}');
INSERT INTO "items" VALUES('2d9bf683d285a16e572d6592','{"item_id":"item-9","kind":"lookup","pattern":"which-role","origin":"generated","fact_ids":["fact-3"],"topic":"topic-secure","domains":{"SAA-C03":"secure"},"exams":["SAA-C03"],"tier":"core","level":"recall","reserved":false,"stem":"Which role does item-9 take when a task of that service is started?","options":[{"id":"a","text":"key of item-9 0","is_key":true,"rationale":"Because of fact-3.","proof":{"kind":"entailed","cites":["fact-3"]}},{"id":"b","text":"distractor 1 of item-9","is_key":false,"rationale":"Because of fact-3.","proof":{"kind":"complete","cites":["fact-3"]}},{"id":"c","text":"distractor 2 of item-9","is_key":false,"rationale":"Because of fact-3.","proof":{"kind":"complete","cites":["fact-3"]}},{"id":"d","text":"distractor 3 of item-9","is_key":false,"rationale":"Because of fact-3.","proof":{"kind":"complete","cites":["fact-3"]}}],"select":1,"as_of":"2026-11-22","seed":7}');
INSERT INTO "items" VALUES('8ac45f3dc8d62e4d72039e1f','{"item_id":"resilient-34-1-1","kind":"lookup","pattern":"resilient-pattern-1-1","origin":"generated","fact_ids":["resilient-fact-34"],"topic":"topic-resilient","domains":{"SAA-C03":"resilient"},"exams":["SAA-C03"],"tier":"core","level":"recall","reserved":false,"stem":"Which role does resilient-34-1-1 take when a task of that service is started?","options":[{"id":"a","text":"key of resilient-34-1-1 0","is_key":true,"rationale":"Because of resilient-fact-34.","proof":{"kind":"entailed","cites":["resilient-fact-34"]}},{"id":"b","text":"distractor 1 of resilient-34-1-1","is_key":false,"rationale":"Because of resilient-fact-34.","proof":{"kind":"complete","cites":["resilient-fact-34"]}},{"id":"c","text":"distractor 2 of resilient-34-1-1","is_key":false,"rationale":"Because of resilient-fact-34.","proof":{"kind":"complete","cites":["resilient-fact-34"]}},{"id":"d","text":"distractor 3 of resilient-34-1-1","is_key":false,"rationale":"Because of resilient-fact-34.","proof":{"kind":"complete","cites":["resilient-fact-34"]}}],"select":1,"as_of":"2026-11-22","seed":7}');
INSERT INTO "items" VALUES('ee64f2734262dbf252c20fb2','{"item_id":"cost-50-1-1","kind":"lookup","pattern":"cost-pattern-1-1","origin":"generated","fact_ids":["cost-fact-50"],"topic":"topic-cost","domains":{"SAA-C03":"cost"},"exams":["SAA-C03"],"tier":"core","level":"recall","reserved":false,"stem":"Which role does cost-50-1-1 take when a task of that service is started?","options":[{"id":"a","text":"key of cost-50-1-1 0","is_key":true,"rationale":"Because of cost-fact-50.","proof":{"kind":"entailed","cites":["cost-fact-50"]}},{"id":"b","text":"distractor 1 of cost-50-1-1","is_key":false,"rationale":"Because of cost-fact-50.","proof":{"kind":"complete","cites":["cost-fact-50"]}},{"id":"c","text":"distractor 2 of cost-50-1-1","is_key":false,"rationale":"Because of cost-fact-50.","proof":{"kind":"complete","cites":["cost-fact-50"]}},{"id":"d","text":"distractor 3 of cost-50-1-1","is_key":false,"rationale":"Because of cost-fact-50.","proof":{"kind":"complete","cites":["cost-fact-50"]}}],"select":1,"as_of":"2026-11-22","seed":7}');
INSERT INTO "items" VALUES('72a048ff1588e1168cce2f1f','{"item_id":"secure-21-2-2","kind":"lookup","pattern":"secure-pattern-2-2","origin":"generated","fact_ids":["secure-fact-21"],"topic":"topic-secure","domains":{"SAA-C03":"secure"},"exams":["SAA-C03"],"tier":"core","level":"recall","reserved":false,"stem":"Which role does secure-21-2-2 take when a task of that service is started?","options":[{"id":"a","text":"key of secure-21-2-2 0","is_key":true,"rationale":"Because of secure-fact-21.","proof":{"kind":"entailed","cites":["secure-fact-21"]}},{"id":"b","text":"key of secure-21-2-2 1","is_key":true,"rationale":"Because of secure-fact-21.","proof":{"kind":"entailed","cites":["secure-fact-21"]}},{"id":"c","text":"distractor 2 of secure-21-2-2","is_key":false,"rationale":"Because of secure-fact-21.","proof":{"kind":"complete","cites":["secure-fact-21"]}},{"id":"d","text":"distractor 3 of secure-21-2-2","is_key":false,"rationale":"Because of secure-fact-21.","proof":{"kind":"complete","cites":["secure-fact-21"]}},{"id":"e","text":"distractor 4 of secure-21-2-2","is_key":false,"rationale":"Because of secure-fact-21.","proof":{"kind":"complete","cites":["secure-fact-21"]}}],"select":2,"as_of":"2026-11-22","seed":7}');
INSERT INTO "items" VALUES('80a39ebdf825170d9e099b0a','{"item_id":"performant-3-2-1","kind":"lookup","pattern":"performant-pattern-2-1","origin":"generated","fact_ids":["performant-fact-3"],"topic":"topic-performant","domains":{"SAA-C03":"performant"},"exams":["SAA-C03"],"tier":"core","level":"recall","reserved":false,"stem":"Which role does performant-3-2-1 take when a task of that service is started?","options":[{"id":"a","text":"key of performant-3-2-1 0","is_key":true,"rationale":"Because of performant-fact-3.","proof":{"kind":"entailed","cites":["performant-fact-3"]}},{"id":"b","text":"distractor 1 of performant-3-2-1","is_key":false,"rationale":"Because of performant-fact-3.","proof":{"kind":"complete","cites":["performant-fact-3"]}},{"id":"c","text":"distractor 2 of performant-3-2-1","is_key":false,"rationale":"Because of performant-fact-3.","proof":{"kind":"complete","cites":["performant-fact-3"]}},{"id":"d","text":"distractor 3 of performant-3-2-1","is_key":false,"rationale":"Because of performant-fact-3.","proof":{"kind":"complete","cites":["performant-fact-3"]}}],"select":1,"as_of":"2026-11-22","seed":7}');
INSERT INTO "items" VALUES('c8303e424b786b6cc1c648ed','{"item_id":"dough","kind":"lookup","pattern":"which-role","origin":"generated","fact_ids":["fact-8","fact-1"],"topic":"topic-secure","domains":{"SAA-C03":"secure"},"exams":["SAA-C03"],"tier":"core","level":"recall","reserved":false,"stem":"Which role does dough take when a task of that service is started?","options":[{"id":"a","text":"key of dough 0","is_key":true,"rationale":"Because of fact-8.","proof":{"kind":"entailed","cites":["fact-8","fact-1"]}},{"id":"b","text":"distractor 1 of dough","is_key":false,"rationale":"Because of fact-8.","proof":{"kind":"complete","cites":["fact-8","fact-1"]}},{"id":"c","text":"distractor 2 of dough","is_key":false,"rationale":"Because of fact-8.","proof":{"kind":"complete","cites":["fact-8","fact-1"]}},{"id":"d","text":"distractor 3 of dough","is_key":false,"rationale":"Because of fact-8.","proof":{"kind":"complete","cites":["fact-8","fact-1"]}}],"select":1,"as_of":"2026-11-22","seed":7}');
CREATE TABLE "lab_runs" (
   "id" INTEGER PRIMARY KEY,
   "lab_id" TEXT NOT NULL,
   "started_at" TEXT,
   "saved_at" TEXT,
   "stage" INTEGER,
   "passed" INTEGER,
   "world" TEXT NOT NULL,
   "history" TEXT NOT NULL
, course TEXT NOT NULL DEFAULT 'ecs');
INSERT INTO "lab_runs" VALUES(1,'first','2026-11-22T09:00:00.000000+00:00','2026-12-05T09:00:00.000000+00:00',1,1,'{}','[]','ecs');
CREATE TABLE "learned" (
   "course" TEXT,
   "fact_id" TEXT,
   "says" TEXT NOT NULL,
   "seen_at" TEXT NOT NULL,
   PRIMARY KEY ("course", "fact_id")
);
INSERT INTO "learned" VALUES('ecs','fact-1','fact-1 says.','2026-11-24T09:00:00.000000+00:00');
INSERT INTO "learned" VALUES('ecs','fact-5','Five.','2026-11-22T09:00:00.000000+00:00');
INSERT INTO "learned" VALUES('ecs','fact-2','fact-2 says.','2026-11-25T09:01:00.000000+00:00');
INSERT INTO "learned" VALUES('ecs','fact-3','fact-3 says.','2026-11-28T09:03:00.000000+00:00');
INSERT INTO "learned" VALUES('bakery','fact-1','Of dough.','2026-12-06T09:00:00.000000+00:00');
CREATE TABLE "memory" (
   "course" TEXT,
   "fact_id" TEXT,
   "stability" REAL,
   "difficulty" REAL,
   "due_at" TEXT,
   "reviewed_at" TEXT,
   "first_at" TEXT,
   "reps" INTEGER,
   "lapses" INTEGER,
   "algorithm" TEXT,
   PRIMARY KEY ("course", "fact_id")
);
INSERT INTO "memory" VALUES('ecs','fact-1',6.11865142883379564686e-01,7.39169383084853848231e+00,'2026-11-28T09:02:00.000000+00:00','2026-11-27T09:02:00.000000+00:00','2026-11-24T09:00:00.000000+00:00',2,1,'FSRS-6 default');
INSERT INTO "memory" VALUES('ecs','fact-2',8.6701530549326,4.68575473589226110249e+00,'2026-12-13T09:00:00.000000+00:00','2026-12-05T09:00:00.000000+00:00','2026-11-25T09:01:00.000000+00:00',2,0,'FSRS-6 default');
INSERT INTO "memory" VALUES('ecs','fact-3',9.55701925486347825255e+00,2.74520885644471368536e+00,'2026-12-12T09:04:00.000000+00:00','2026-12-01T09:04:00.000000+00:00','2026-11-28T09:03:00.000000+00:00',2,0,'FSRS-6 default');
INSERT INTO "memory" VALUES('bakery','fact-1',2.3065,2.11810397045901588342e+00,'2026-12-08T09:00:00.000000+00:00','2026-12-06T09:00:00.000000+00:00','2026-12-06T09:00:00.000000+00:00',1,0,'FSRS-6 default');
CREATE TABLE "met" (
   "course" TEXT,
   "fact_id" TEXT,
   "part" INTEGER,
   "at" INTEGER,
   "place" INTEGER,
   PRIMARY KEY ("course", "fact_id")
);
INSERT INTO "met" VALUES('ecs','fact-1',0,1,0);
INSERT INTO "met" VALUES('ecs','fact-2',0,1,1);
INSERT INTO "met" VALUES('ecs','fact-5',0,1,2);
INSERT INTO "met" VALUES('ecs','fact-3',1,3,1);
INSERT INTO "met" VALUES('ecs','resilient-fact-34',1,7,0);
INSERT INTO "met" VALUES('bakery','fact-1',1,8,0);
INSERT INTO "met" VALUES('bakery','fact-8',1,9,0);
CREATE TABLE "outcomes" (
   "id" INTEGER PRIMARY KEY,
   "course" TEXT NOT NULL,
   "exam" TEXT,
   "happened" TEXT NOT NULL,
   "exam_on" TEXT NOT NULL,
   "told_at" TEXT NOT NULL,
   "figure" TEXT,
   "chance" REAL,
   "weak" TEXT NOT NULL
);
CREATE TABLE "paces" (
   "course" TEXT,
   "kind" TEXT,
   "answers" INTEGER,
   "seconds" REAL,
   PRIMARY KEY ("course", "kind")
);
INSERT INTO "paces" VALUES('ecs','lookup',6,25.2);
INSERT INTO "paces" VALUES('bakery','lookup',2,8.4);
CREATE TABLE "pairs" (
   "id" INTEGER PRIMARY KEY,
   "course" TEXT NOT NULL,
   "answer_id" INTEGER NOT NULL REFERENCES "answers"("id"),
   "one" TEXT NOT NULL,
   "other" TEXT NOT NULL,
   "fact_id" TEXT NOT NULL,
   "turn" TEXT NOT NULL,
   "at" TEXT NOT NULL
);
INSERT INTO "pairs" VALUES(1,'ecs',3,'task-role','execution-role','fact-1','held','2026-11-27T09:02:00.000000+00:00');
CREATE TABLE "practices" (
   "id" INTEGER PRIMARY KEY,
   "course" TEXT NOT NULL,
   "run_id" INTEGER NOT NULL REFERENCES "lab_runs"("id"),
   "fact_id" TEXT NOT NULL,
   "rating" INTEGER NOT NULL,
   "retention" REAL NOT NULL,
   "reviewed_at" TEXT NOT NULL,
   "after_review" INTEGER NOT NULL
);
INSERT INTO "practices" VALUES(1,'ecs',1,'fact-2',3,0.9,'2026-12-05T09:00:00.000000+00:00',6);
CREATE TABLE "reading_facts" (
   "reading_id" INTEGER REFERENCES "readings"("id"),
   "place" INTEGER,
   "fact_id" TEXT,
   PRIMARY KEY ("reading_id", "place")
);
INSERT INTO "reading_facts" VALUES(1,0,'fact-1');
INSERT INTO "reading_facts" VALUES(1,1,'fact-2');
INSERT INTO "reading_facts" VALUES(1,2,'fact-5');
CREATE TABLE "readings" (
   "id" INTEGER PRIMARY KEY,
   "lesson_id" TEXT NOT NULL,
   "section_id" TEXT NOT NULL,
   "content_version" TEXT,
   "read_at" TEXT NOT NULL
, course TEXT NOT NULL DEFAULT 'ecs');
INSERT INTO "readings" VALUES(1,'roles','one','v1','2026-11-22T09:00:00.000000+00:00','ecs');
CREATE TABLE "regrades" (
   "id" INTEGER PRIMARY KEY,
   "attempt_id" TEXT NOT NULL REFERENCES "attempts"("id"),
   "content_version" TEXT NOT NULL,
   "graded_at" TEXT NOT NULL,
   "right" INTEGER NOT NULL,
   "of" INTEGER NOT NULL,
   "changed" TEXT NOT NULL
);
CREATE TABLE "reports" (
   "id" INTEGER PRIMARY KEY,
   "item_key" TEXT REFERENCES "items"("key"),
   "chosen" TEXT,
   "words" TEXT,
   "content_version" TEXT,
   "reported_at" TEXT
, course TEXT NOT NULL DEFAULT 'ecs');
CREATE TABLE "reviews" (
   "id" INTEGER PRIMARY KEY,
   "answer_id" INTEGER NOT NULL REFERENCES "answers"("id"),
   "fact_id" TEXT NOT NULL,
   "rating" INTEGER NOT NULL,
   "retention" REAL NOT NULL,
   "reviewed_at" TEXT NOT NULL
, course TEXT NOT NULL DEFAULT 'ecs', knew REAL);
INSERT INTO "reviews" VALUES(1,1,'fact-1',3,0.9,'2026-11-24T09:00:00.000000+00:00','ecs',0.93);
INSERT INTO "reviews" VALUES(2,2,'fact-2',2,0.9,'2026-11-25T09:01:00.000000+00:00','ecs',0.4);
INSERT INTO "reviews" VALUES(3,3,'fact-1',1,0.9,'2026-11-27T09:02:00.000000+00:00','ecs',0.02);
INSERT INTO "reviews" VALUES(4,4,'fact-3',3,0.9,'2026-11-28T09:03:00.000000+00:00','ecs',NULL);
INSERT INTO "reviews" VALUES(5,5,'fact-3',3,0.9,'2026-12-01T09:04:00.000000+00:00','ecs',0.88);
INSERT INTO "reviews" VALUES(6,6,'fact-3',3,0.9,'2026-12-04T09:00:00.000000+00:00','ecs',NULL);
INSERT INTO "reviews" VALUES(7,8,'fact-1',3,0.9,'2026-12-06T09:00:00.000000+00:00','bakery',NULL);
CREATE TABLE "settings" (
   "name" TEXT PRIMARY KEY,
   "value" TEXT NOT NULL
);
INSERT INTO "settings" VALUES('exam','"SAA-C03"');
INSERT INTO "settings" VALUES('exam_on','"2026-12-11"');
INSERT INTO "settings" VALUES('minutes_a_day','40');
INSERT INTO "settings" VALUES('new_a_day','20');
INSERT INTO "settings" VALUES('desired_retention','0.9');
INSERT INTO "settings" VALUES('commit_first','true');
INSERT INTO "settings" VALUES('first_run_done','false');
INSERT INTO "settings" VALUES('theme','""');
INSERT INTO "settings" VALUES('archived','false');
INSERT INTO "settings" VALUES('sparing','false');
INSERT INTO "settings" VALUES('motion','false');
CREATE TABLE "topic_answers" (
   "course" TEXT,
   "topic" TEXT,
   "answers" INTEGER,
   "rights" INTEGER,
   PRIMARY KEY ("course", "topic")
);
INSERT INTO "topic_answers" VALUES('ecs','topic-secure',4,3);
INSERT INTO "topic_answers" VALUES('ecs','topic-resilient',2,2);
INSERT INTO "topic_answers" VALUES('bakery','topic-secure',2,2);
CREATE TABLE "topic_facts" (
   "course" TEXT,
   "topic" TEXT,
   "fact_id" TEXT,
   PRIMARY KEY ("course", "topic", "fact_id")
);
INSERT INTO "topic_facts" VALUES('ecs','topic-secure','fact-1');
INSERT INTO "topic_facts" VALUES('ecs','topic-secure','fact-2');
INSERT INTO "topic_facts" VALUES('ecs','topic-secure','fact-3');
INSERT INTO "topic_facts" VALUES('ecs','topic-resilient','fact-3');
INSERT INTO "topic_facts" VALUES('ecs','topic-resilient','resilient-fact-34');
INSERT INTO "topic_facts" VALUES('bakery','topic-secure','fact-1');
INSERT INTO "topic_facts" VALUES('bakery','topic-secure','fact-8');
CREATE TABLE "wishes" (
   "id" INTEGER PRIMARY KEY,
   "course" TEXT NOT NULL,
   "fact_id" TEXT NOT NULL,
   "suspended" INTEGER,
   "buried_until" TEXT,
   "flagged" INTEGER,
   "note" TEXT,
   "wished_at" TEXT NOT NULL
);
INSERT INTO "wishes" VALUES(1,'ecs','fact-2',0,NULL,1,'mind this','2026-11-22T09:00:00.000000+00:00');
CREATE TABLE "withdrawals" (
   "answer_id" INTEGER PRIMARY KEY REFERENCES "answers"("id"),
   "withdrawn_at" TEXT NOT NULL
);
INSERT INTO "withdrawals" VALUES(6,'2026-12-04T09:00:00.000000+00:00');
CREATE TABLE "worlds" (
   "name" TEXT PRIMARY KEY,
   "world" TEXT NOT NULL
);
CREATE UNIQUE INDEX "idx_reviews_answer_id_fact_id"
    ON "reviews" ("answer_id", "fact_id");
CREATE INDEX "idx_lab_runs_lab_id"
    ON "lab_runs" ("lab_id");
CREATE TRIGGER items_refuse_update BEFORE UPDATE ON items BEGIN SELECT RAISE(ABORT, 'items is a log: it is only added to'); END;
CREATE TRIGGER items_refuse_delete BEFORE DELETE ON items BEGIN SELECT RAISE(ABORT, 'items is a log: it is only added to'); END;
CREATE TRIGGER answers_refuse_update BEFORE UPDATE ON answers BEGIN SELECT RAISE(ABORT, 'answers is a log: it is only added to'); END;
CREATE TRIGGER answers_refuse_delete BEFORE DELETE ON answers BEGIN SELECT RAISE(ABORT, 'answers is a log: it is only added to'); END;
CREATE TRIGGER answer_facts_refuse_update BEFORE UPDATE ON answer_facts BEGIN SELECT RAISE(ABORT, 'answer_facts is a log: it is only added to'); END;
CREATE TRIGGER answer_facts_refuse_delete BEFORE DELETE ON answer_facts BEGIN SELECT RAISE(ABORT, 'answer_facts is a log: it is only added to'); END;
CREATE TRIGGER reviews_refuse_update BEFORE UPDATE ON reviews BEGIN SELECT RAISE(ABORT, 'reviews is a log: it is only added to'); END;
CREATE TRIGGER reviews_refuse_delete BEFORE DELETE ON reviews BEGIN SELECT RAISE(ABORT, 'reviews is a log: it is only added to'); END;
CREATE TRIGGER attempt_items_refuse_update BEFORE UPDATE ON attempt_items BEGIN SELECT RAISE(ABORT, 'attempt_items is a log: it is only added to'); END;
CREATE TRIGGER attempt_items_refuse_delete BEFORE DELETE ON attempt_items BEGIN SELECT RAISE(ABORT, 'attempt_items is a log: it is only added to'); END;
CREATE TRIGGER attempt_events_refuse_update BEFORE UPDATE ON attempt_events BEGIN SELECT RAISE(ABORT, 'attempt_events is a log: it is only added to'); END;
CREATE TRIGGER attempt_events_refuse_delete BEFORE DELETE ON attempt_events BEGIN SELECT RAISE(ABORT, 'attempt_events is a log: it is only added to'); END;
CREATE INDEX "idx_answers_course_sitting_id"
    ON "answers" ("course", "sitting_id");
CREATE INDEX "idx_reviews_course_fact_id"
    ON "reviews" ("course", "fact_id");
CREATE INDEX "idx_readings_course"
    ON "readings" ("course");
CREATE INDEX "idx_memory_course_due_at"
    ON "memory" ("course", "due_at");
CREATE TRIGGER reading_facts_tally AFTER INSERT ON reading_facts BEGIN INSERT INTO met SELECT course, new.fact_id, 0, new.reading_id, new.place FROM readings WHERE id = new.reading_id ON CONFLICT (course, fact_id) DO UPDATE SET part = 0, at = excluded.at, place = excluded.place WHERE part = 1; END;
CREATE TRIGGER answer_facts_tally AFTER INSERT ON answer_facts BEGIN INSERT OR IGNORE INTO met SELECT course, new.fact_id, 1, new.answer_id, new.place FROM answers WHERE id = new.answer_id; INSERT OR IGNORE INTO topic_facts SELECT course, topic, new.fact_id FROM answers WHERE id = new.answer_id; END;
CREATE TRIGGER answers_tally AFTER INSERT ON answers BEGIN INSERT INTO topic_answers VALUES (new.course, new.topic, 1, new.verdict = 'right') ON CONFLICT (course, topic) DO UPDATE SET answers = answers + 1, rights = rights + (new.verdict = 'right'); END;
CREATE INDEX "idx_wishes_course_fact_id"
    ON "wishes" ("course", "fact_id");
CREATE TRIGGER withdrawals_refuse_update BEFORE UPDATE ON withdrawals BEGIN SELECT RAISE(ABORT, 'withdrawals is a log: it is only added to'); END;
CREATE TRIGGER withdrawals_refuse_delete BEFORE DELETE ON withdrawals BEGIN SELECT RAISE(ABORT, 'withdrawals is a log: it is only added to'); END;
CREATE TRIGGER wishes_refuse_update BEFORE UPDATE ON wishes BEGIN SELECT RAISE(ABORT, 'wishes is a log: it is only added to'); END;
CREATE TRIGGER wishes_refuse_delete BEFORE DELETE ON wishes BEGIN SELECT RAISE(ABORT, 'wishes is a log: it is only added to'); END;
CREATE INDEX "idx_cold_course_answer_id"
    ON "cold" ("course", "answer_id");
CREATE TRIGGER reading_facts_exposure AFTER INSERT ON reading_facts BEGIN INSERT INTO exposures SELECT course, new.fact_id, read_at FROM readings WHERE id = new.reading_id ON CONFLICT (course, fact_id) DO UPDATE SET at = max(at, excluded.at); END;
CREATE TRIGGER answer_facts_exposure AFTER INSERT ON answer_facts BEGIN INSERT INTO exposures SELECT course, new.fact_id, answered_at FROM answers WHERE id = new.answer_id ON CONFLICT (course, fact_id) DO UPDATE SET at = max(at, excluded.at); END;
CREATE TRIGGER answers_pace AFTER INSERT ON answers BEGIN INSERT INTO paces SELECT new.course, new.kind, 1, min(new.taken_ms, 180000) / 1000.0 WHERE new.taken_ms > 0 AND new.mode != 'exam' ON CONFLICT (course, kind) DO UPDATE SET answers = answers + 1, seconds = seconds + excluded.seconds; END;
CREATE TRIGGER cold_counted AFTER INSERT ON cold BEGIN INSERT INTO cold_counts VALUES (new.course, 1) ON CONFLICT (course) DO UPDATE SET answers = answers + 1; END;
CREATE TRIGGER cold_uncounted AFTER DELETE ON cold BEGIN UPDATE cold_counts SET answers = answers - 1 WHERE course = old.course; END;
CREATE TRIGGER withdrawals_tally AFTER INSERT ON withdrawals BEGIN UPDATE topic_answers SET answers = answers - 1, rights = rights - (SELECT verdict = 'right' FROM answers WHERE id = new.answer_id) WHERE (course, topic) = (SELECT course, topic FROM answers WHERE id = new.answer_id); DELETE FROM cold WHERE answer_id = new.answer_id; END;
CREATE INDEX "idx_pairs_course"
    ON "pairs" ("course");
CREATE TRIGGER pairs_refuse_update BEFORE UPDATE ON pairs BEGIN SELECT RAISE(ABORT, 'pairs is a log: it is only added to'); END;
CREATE TRIGGER pairs_refuse_delete BEFORE DELETE ON pairs BEGIN SELECT RAISE(ABORT, 'pairs is a log: it is only added to'); END;
CREATE INDEX "idx_practices_course_fact_id"
    ON "practices" ("course", "fact_id");
CREATE TRIGGER practices_refuse_update BEFORE UPDATE ON practices BEGIN SELECT RAISE(ABORT, 'practices is a log: it is only added to'); END;
CREATE TRIGGER practices_refuse_delete BEFORE DELETE ON practices BEGIN SELECT RAISE(ABORT, 'practices is a log: it is only added to'); END;
CREATE TRIGGER practices_exposure AFTER INSERT ON practices BEGIN INSERT INTO exposures VALUES (new.course, new.fact_id, new.reviewed_at) ON CONFLICT (course, fact_id) DO UPDATE SET at = max(at, excluded.at); END;
CREATE TRIGGER outcomes_refuse_update BEFORE UPDATE ON outcomes BEGIN SELECT RAISE(ABORT, 'outcomes is a log: it is only added to'); END;
CREATE TRIGGER outcomes_refuse_delete BEFORE DELETE ON outcomes BEGIN SELECT RAISE(ABORT, 'outcomes is a log: it is only added to'); END;
CREATE TRIGGER regrades_refuse_update BEFORE UPDATE ON regrades BEGIN SELECT RAISE(ABORT, 'regrades is a log: it is only added to'); END;
CREATE TRIGGER regrades_refuse_delete BEFORE DELETE ON regrades BEGIN SELECT RAISE(ABORT, 'regrades is a log: it is only added to'); END;
CREATE INDEX "idx_memory_course_first_at"
    ON "memory" ("course", "first_at");
COMMIT;
