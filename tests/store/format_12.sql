-- A learner's file of format 12, as the program of that day wrote it.
BEGIN TRANSACTION;
CREATE TABLE "answer_facts" (answer_id INTEGER REFERENCES answers(id), place INTEGER, fact_id TEXT NOT NULL, PRIMARY KEY (answer_id, place)) WITHOUT ROWID;
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
INSERT INTO "answer_facts" VALUES(10,0,'fact-1');
INSERT INTO "answer_facts" VALUES(10,1,'fact-6');
INSERT INTO "answer_facts" VALUES(11,0,'fact-1');
INSERT INTO "answer_facts" VALUES(12,0,'fact-6');
INSERT INTO "answer_facts" VALUES(12,1,'fact-2');
INSERT INTO "answer_facts" VALUES(13,0,'fact-7');
INSERT INTO "answer_facts" VALUES(14,0,'fact-2');
INSERT INTO "answer_facts" VALUES(15,0,'fact-3');
INSERT INTO "answer_facts" VALUES(15,1,'fact-1');
INSERT INTO "answer_facts" VALUES(15,2,'fact-7');
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
INSERT INTO "answers" VALUES(10,'sitting-1','review','ae52b98d5a12d830f047f415','two','which-role','lookup','topic-secure',0,7,'["a", "b", "c", "d"]','["a"]','','right',NULL,4200,'v1','2027-01-01T09:00:00.000000+00:00','ecs');
INSERT INTO "answers" VALUES(11,'sitting-1','review','220701ff9786442621470c09','loaf','which-role','lookup','topic-resilient',0,7,'["a", "b", "c", "d"]','["d"]','','wrong',NULL,4200,'v1','2027-01-02T09:00:00.000000+00:00','bakery');
INSERT INTO "answers" VALUES(12,'mock-1','exam','b0663b92a60ea0a777ceabce','mock','which-role','lookup','topic-cost',0,7,'["a", "b", "c", "d"]','["a"]','','right',NULL,4200,'v1','2027-01-03T09:00:00.000000+00:00','ecs');
INSERT INTO "answers" VALUES(13,'sitting-1','quiz','5a1e7497b67142d5b59d22f0','quiz','which-role','lookup','topic-secure',0,7,'["a", "b", "c", "d"]','["a"]','','right',NULL,4200,'v1','2027-01-04T09:00:00.000000+00:00','ecs');
INSERT INTO "answers" VALUES(14,'sitting-1','review','967a147217b501db6dc79cde','back','which-role','lookup','topic-cost',0,7,'["a", "b", "c", "d"]','["d"]','','wrong',NULL,4200,'v1','2027-01-05T09:00:00.000000+00:00','ecs');
INSERT INTO "answers" VALUES(15,'sitting-1','review','7e9c77d7d2631c7589e74971','last','which-role','lookup','topic-resilient',0,7,'["a", "b", "c", "d"]','["a"]','','right',NULL,4200,'v1','2027-01-10T09:00:00.000000+00:00','ecs');
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
CREATE TABLE "cold" (course TEXT, answer_id INTEGER, topic TEXT, "right" INTEGER, reserved INTEGER, odds REAL, recall REAL, answered_at TEXT, days REAL, reps INTEGER, PRIMARY KEY (course, answer_id)) WITHOUT ROWID;
INSERT INTO "cold" VALUES('bakery',8,'topic-secure',1,0,0.25,NULL,'2026-12-06T09:00:00.000000+00:00',NULL,0);
INSERT INTO "cold" VALUES('bakery',9,'topic-secure',1,0,0.25,NULL,'2026-12-08T09:00:00.000000+00:00',NULL,0);
INSERT INTO "cold" VALUES('bakery',11,'topic-resilient',0,0,0.25,6.77618522038682891128e-01,'2027-01-02T09:00:00.000000+00:00',27.0,1);
INSERT INTO "cold" VALUES('ecs',1,'topic-secure',1,0,0.25,NULL,'2026-11-24T09:00:00.000000+00:00',NULL,0);
INSERT INTO "cold" VALUES('ecs',2,'topic-secure',1,0,0.25,NULL,'2026-11-25T09:01:00.000000+00:00',NULL,0);
INSERT INTO "cold" VALUES('ecs',3,'topic-secure',0,0,0.25,NULL,'2026-11-27T09:02:00.000000+00:00',3.00138888888888910599e+00,1);
INSERT INTO "cold" VALUES('ecs',4,'topic-resilient',1,0,0.25,NULL,'2026-11-28T09:03:00.000000+00:00',NULL,0);
INSERT INTO "cold" VALUES('ecs',5,'topic-secure',1,0,0.25,8.80930333428835532494e-01,'2026-12-01T09:04:00.000000+00:00',3.00069444444444455299e+00,1);
INSERT INTO "cold" VALUES('ecs',7,'topic-resilient',1,0,0.25,NULL,'2026-12-06T09:00:00.000000+00:00',NULL,0);
INSERT INTO "cold" VALUES('ecs',10,'topic-secure',1,0,0.25,NULL,'2027-01-01T09:00:00.000000+00:00',3.49986111111111100049e+01,2);
INSERT INTO "cold" VALUES('ecs',12,'topic-cost',1,0,0.25,NULL,'2027-01-03T09:00:00.000000+00:00',NULL,0);
INSERT INTO "cold" VALUES('ecs',13,'topic-secure',1,0,0.25,NULL,'2027-01-04T09:00:00.000000+00:00',NULL,0);
INSERT INTO "cold" VALUES('ecs',15,'topic-resilient',1,0,0.25,NULL,'2027-01-10T09:00:00.000000+00:00',4.0,3);
CREATE TABLE "exposures" (course TEXT, fact_id TEXT, at TEXT NOT NULL, PRIMARY KEY (course, fact_id)) WITHOUT ROWID;
INSERT INTO "exposures" VALUES('bakery','fact-1','2027-01-02T09:00:00.000000+00:00');
INSERT INTO "exposures" VALUES('bakery','fact-8','2026-12-08T09:00:00.000000+00:00');
INSERT INTO "exposures" VALUES('ecs','fact-1','2027-01-10T09:00:00.000000+00:00');
INSERT INTO "exposures" VALUES('ecs','fact-2','2027-01-05T09:00:00.000000+00:00');
INSERT INTO "exposures" VALUES('ecs','fact-3','2027-01-10T09:00:00.000000+00:00');
INSERT INTO "exposures" VALUES('ecs','fact-5','2026-11-22T09:00:00.000000+00:00');
INSERT INTO "exposures" VALUES('ecs','fact-6','2027-01-03T09:00:00.000000+00:00');
INSERT INTO "exposures" VALUES('ecs','fact-7','2027-01-10T09:00:00.000000+00:00');
INSERT INTO "exposures" VALUES('ecs','fact-8','2027-01-06T09:00:00.000000+00:00');
INSERT INTO "exposures" VALUES('ecs','fact-9','2027-01-07T09:00:00.000000+00:00');
INSERT INTO "exposures" VALUES('ecs','resilient-fact-34','2026-12-06T09:00:00.000000+00:00');
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
INSERT INTO "items" VALUES('ae52b98d5a12d830f047f415',X'789CC592C14EC3300C865F25F2B9456B270DA917043C02070E139A42EA6E56D3A64ADC6D68EABB63972238EC001738D5F9E3FCFDFC271720C66E473554C0A70019B4D4EBC287D08E83AC07CB8CB117E9742077C863F0287288B42755F7D863B48CB5888D752C5E09AAED5CE7C522E61B78C980C3404E7FA4DF3CA11BA35AD5A1B3D4CBA10B3CDDDFE78FABB5F42CBB530678B6DDECF8B9A94E84519A5C980D3C1ED1CB32A2B3DE8B1031613C0A52D5589F308324434AC3B34E60740253074C4626366C5B34A703F6C64A9D5A131AC307CB462DC8A1A16412DB2813DEE9DC035350D8ED05E6D4AC888C6796B2C5B7F9B4B8AE44A5B413052A8EA320484672D04A78153C08E898509B3F62BAD1A063088D86B0DC00F66CC9CFB93AB9A4EBA14E53B670BC7E71D494384A4388A65880BEE12C91FC9AC7856EF0C8F8431E7795A7FC379EFA2ACFFACF79E4F526F4E804A4C8C0A69D9A40B92A377951E46509BAAF4FF7767A07883728F7');
INSERT INTO "items" VALUES('220701ff9786442621470c09',X'789CBD92CF6AC3300CC65FC5E89C8C26850D7219DD1E61871DCA289AA3B4224E1C6CF5CF2879F7C9694B3728835D7A8AF3F993FCD3671F8185BA15D75081F3D840062DF7A73FDF6E07FD1F508442AFD27EC3769307EF48651F78CD495D534F01856A151BB4A2CD2254CB699D17F09181F881AD3AA76F1E28B263EA45FDB5EF907BB51FE16DB1C85F6773B55D0D630674C06E6A77D94FFD9882FAAC0F09C4D18EDC5466D13915B49EC24E79AA065DA40CA28EA886F7846F12BEA93D4593E635822D99FD867A83BA8EADF1AA6D504CEAC1960C47130583CEF79CA61E847D025E1E610A0D55143A882E5BFA4AD553DB99CA1C572A412561AB101A9156A26657C18BA26E2325F729A5879473F0BE49499C2F4003407653AC562FE957A6E3989DCFFFBC9E5F7394A0061F4C7101F981710EE3DF1CD6778323A1BF39EC4D8EF2EE1CF54D8EF9DD38F47946726415A0C800E32AD542392B1FF3A2C8CB12D27E7A9B4FE3373C502102');
INSERT INTO "items" VALUES('b0663b92a60ea0a777ceabce',X'789CC592CF4EC3300CC65F25F2B9456B270DA9173478040E1C263485D45DA3A64D95B8DBD0D477C70E9DE0B0035CE054FBF31FFDFC3517B084FDDED65041EF4D0719747690CC79DF4D23E7A326C230B0746AAD69F3E01DB2EC833D58510F3860D084358B8D36C4CB2254BB14E79B45CC4B78CD80FC680D8FA46F6E7C242ED7BED776E0910B3C6FB7F9D36ACD1DA936678067DDA76DD7926CB118524B100E8747749C0634DA391602460C47C6A91AED226610F9426E78117A25F4AAF618959CAB4877A84E2D0E4A731C3BE51B45AD26253BAC4165A38AA4039FF720478F64BDB0EE2E903CD32C129E89C30EDF653AAD5DB16CE39E25A8284C0CC10EF1A466EB2A7864D429A2747F9A74273607EF1B3161F11F07D2D625570DFFA3DB96CE73B680BC7D81D43652E0061F547125FAC6B3B8F26B20E3FBD121E10F81CC4DA0F2FF80EA9B40EBBF07E2271CD1A1619222031DF7B204CA55B9C98B222F4B90BABCDFFBF903E6EE2954');
INSERT INTO "items" VALUES('5a1e7497b67142d5b59d22f0',X'789CBD92C14EC3300C865F25F2B9455B2731A9173478040E1C263485D45BADA64D49DC6D30EDDDB14B27409A90B870AAF3C7F9F3F96F4E408CED862A28E175A077C8A0A14E573E8466E865DD5B668C9D48879A5C9DC7E051E4106947AAEEB0C368192B11B7D6B1982528D7639D2FE139030E3D39E91CBF7942374475A8426BA993DE133CAE56F9C36C213DD3EE39033CDA7634BA6CAA136194261746038F7BF4B28CE8ACF722444C18F742526EAD4F984192E1A4E149C18D829B2A60323AA961DBA039D4D8192B756A4CD81AAE2D1BF520878692496CA34C76A7F3F64C4169D72718E3B222321E59CA06DFF4F4683B1399D2462428390E0221E1C8492BA995702FA84342EDFECCE746138E216C3586297AECD8921F0375F27B7EA4793E67D3FD2F5FF75794384A4388667E01F9863185F1670E17DADE23E3EF1CEE2A47F1EF1CD5558EC5BF71C8F34CE8D109C03C039B367A168A59719BCFE7795180EEEBDB5C9E3F00A1DB1F92');
INSERT INTO "items" VALUES('967a147217b501db6dc79cde',X'789CBD92CF6AC3300CC65FC5E89C8C26850D7219DD1E61871DCA28AAA334264E1C6CF5CF2879F74959CB3628835D768AFDF9B3F4D3179FC131F51B5743055BB41D64D0B941773E846E3FCA7E44668A8348C7D6D9368FC193C821BA9D537547034564AA456CD0B2144B50ADE7755EC25B061C4667C5397F731B128BB50E3DBA419C677859ADF2E7C5521CF3D994019DB09F8B5C8FB48AA3385BA2B6F774202FDB4816BD172152A278108AAA419F2883248389E155A18D429B3A50323AA561ECC81C5B1A0CCA3A752634865B64A3359C25E392498C51A67AD45947764159D76798A34211994E2CCB8EDEF5F65C7621B24B1B91A0E2B8170809466EA22456C193A0EE13A9FB339B3B4D3786D0680897D86960747E0ED3CAAFF991E4346597FEDBAFFEB54B1CC510A229AE20DF302E61FC99C3867EF4C4F43B87BDC951FE3B477D9363F96F1CF23C1379B20250648069A377A15C94F77951E465097AAE6FF361FA0084551C79');
INSERT INTO "items" VALUES('7e9c77d7d2631c7589e74971',X'789CCD92CF6AC3300CC65FC5E89C8C2685157219DD1E61871DCA289EA3B4224E1C6CF5CF287DF749594A77288C9EB693E5CF92FCD3679F8018BB35D55081B789218396FA711742BB1B643F58668CBD48872DB96D1E83479143A40DA9BAC11EA365AC456CAC636996A05A8D713E9FC4BCB8040B78CF80C3404E6AC7358F98C813F67A7B1D3A4BBD3438C1EB7299BFCCE692764D38678047DB8D175CCEB51F61943C17A2A279DCA31FCB9CF55E04A9C7B817C2AAB13E610649869684371DC8E840A60E988C3A60D8B6680E5BEC8D9538B5263486B7968DF620878692496CA34CFCA43E0C4C41815727186DB422321E59C2163FB57A6C3B1399D25A24A838EE04424C934A2B6E56F02CA8BB849AFDEDDB833A1F4368D489E949C4004B7E34DAC9B3FDE2F2F99C4D441F57A29A12474908D11417B41F60933D7793B9D00D1E19EF257337C9CA7F4056DF249BFF21997CF3841E9D201519D8B4D66E50CECAC7BC28F2B2043DD73FBE387F01F64E39D6');
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
INSERT INTO "lab_runs" VALUES(2,'first','2027-01-06T09:00:00.000000+00:00','2027-01-06T09:00:00.000000+00:00',0,1,'{}','[]','ecs');
CREATE TABLE "learned" (course TEXT, fact_id TEXT, says TEXT NOT NULL, seen_at TEXT NOT NULL, PRIMARY KEY (course, fact_id)) WITHOUT ROWID;
INSERT INTO "learned" VALUES('bakery','fact-1','Of dough.','2026-12-06T09:00:00.000000+00:00');
INSERT INTO "learned" VALUES('ecs','fact-1','So it is.','2027-01-01T09:00:00.000000+00:00');
INSERT INTO "learned" VALUES('ecs','fact-2','fact-2 says.','2026-11-25T09:01:00.000000+00:00');
INSERT INTO "learned" VALUES('ecs','fact-3','That.','2027-01-10T09:00:00.000000+00:00');
INSERT INTO "learned" VALUES('ecs','fact-5','Five.','2026-11-22T09:00:00.000000+00:00');
CREATE TABLE "memory" (course TEXT, fact_id TEXT, stability REAL, difficulty REAL, due_at TEXT, reviewed_at TEXT, first_at TEXT, reps INTEGER, lapses INTEGER, algorithm TEXT, PRIMARY KEY (course, fact_id)) WITHOUT ROWID;
INSERT INTO "memory" VALUES('bakery','fact-1',8.90410998871529080211e-01,7.39450274127971773907e+00,'2027-01-03T09:00:00.000000+00:00','2027-01-02T09:00:00.000000+00:00','2026-12-06T09:00:00.000000+00:00',2,1,'FSRS-6 default');
INSERT INTO "memory" VALUES('ecs','fact-1',3.558776306323771621e+00,7.81662184673057147676e+00,'2027-01-05T09:00:00.000000+00:00','2027-01-01T09:00:00.000000+00:00','2026-11-24T09:00:00.000000+00:00',3,1,'FSRS-6 default');
INSERT INTO "memory" VALUES('ecs','fact-2',8.6701530549326,4.68575473589226110249e+00,'2026-12-13T09:00:00.000000+00:00','2026-12-05T09:00:00.000000+00:00','2026-11-25T09:01:00.000000+00:00',2,0,'FSRS-6 default');
INSERT INTO "memory" VALUES('ecs','fact-3',8.61066578479160682491e+00,7.10210611149373249872e+00,'2027-01-18T09:00:00.000000+00:00','2027-01-10T09:00:00.000000+00:00','2026-11-28T09:03:00.000000+00:00',4,0,'FSRS-6 default');
INSERT INTO "memory" VALUES('ecs','fact-6',2.3065,2.11810397045901588342e+00,'2027-01-05T09:00:00.000000+00:00','2027-01-03T09:00:00.000000+00:00','2027-01-03T09:00:00.000000+00:00',1,0,'FSRS-6 default');
INSERT INTO "memory" VALUES('ecs','fact-8',2.3065,2.11810397045901588342e+00,'2027-01-08T09:00:00.000000+00:00','2027-01-06T09:00:00.000000+00:00','2027-01-06T09:00:00.000000+00:00',1,0,'FSRS-6 default');
CREATE TABLE "met" (course TEXT, fact_id TEXT, part INTEGER, at INTEGER, place INTEGER, PRIMARY KEY (course, fact_id)) WITHOUT ROWID;
INSERT INTO "met" VALUES('bakery','fact-1',1,8,0);
INSERT INTO "met" VALUES('bakery','fact-8',1,9,0);
INSERT INTO "met" VALUES('ecs','fact-1',0,1,0);
INSERT INTO "met" VALUES('ecs','fact-2',0,1,1);
INSERT INTO "met" VALUES('ecs','fact-3',1,3,1);
INSERT INTO "met" VALUES('ecs','fact-5',0,1,2);
INSERT INTO "met" VALUES('ecs','fact-6',1,10,1);
INSERT INTO "met" VALUES('ecs','fact-7',0,2,0);
INSERT INTO "met" VALUES('ecs','fact-9',0,2,1);
INSERT INTO "met" VALUES('ecs','resilient-fact-34',1,7,0);
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
INSERT INTO "practices" VALUES(2,'ecs',2,'fact-3',2,0.9,'2027-01-06T09:00:00.000000+00:00',11);
INSERT INTO "practices" VALUES(3,'ecs',2,'fact-8',3,0.9,'2027-01-06T09:00:00.000000+00:00',11);
CREATE TABLE "reading_facts" (
   "reading_id" INTEGER REFERENCES "readings"("id"),
   "place" INTEGER,
   "fact_id" TEXT,
   PRIMARY KEY ("reading_id", "place")
);
INSERT INTO "reading_facts" VALUES(1,0,'fact-1');
INSERT INTO "reading_facts" VALUES(1,1,'fact-2');
INSERT INTO "reading_facts" VALUES(1,2,'fact-5');
INSERT INTO "reading_facts" VALUES(2,0,'fact-7');
INSERT INTO "reading_facts" VALUES(2,1,'fact-9');
CREATE TABLE "readings" (
   "id" INTEGER PRIMARY KEY,
   "lesson_id" TEXT NOT NULL,
   "section_id" TEXT NOT NULL,
   "content_version" TEXT,
   "read_at" TEXT NOT NULL
, course TEXT NOT NULL DEFAULT 'ecs');
INSERT INTO "readings" VALUES(1,'roles','one','v1','2026-11-22T09:00:00.000000+00:00','ecs');
INSERT INTO "readings" VALUES(2,'roles','two','v1','2027-01-07T09:00:00.000000+00:00','ecs');
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
INSERT INTO "reviews" VALUES(8,10,'fact-1',3,0.9,'2027-01-01T09:00:00.000000+00:00','ecs',0.75);
INSERT INTO "reviews" VALUES(9,11,'fact-1',1,0.9,'2027-01-02T09:00:00.000000+00:00','bakery',NULL);
INSERT INTO "reviews" VALUES(10,14,'fact-2',1,0.9,'2027-01-05T09:00:00.000000+00:00','ecs',NULL);
INSERT INTO "reviews" VALUES(11,12,'fact-6',3,0.9,'2027-01-03T09:00:00.000000+00:00','ecs',NULL);
INSERT INTO "reviews" VALUES(12,15,'fact-3',2,0.9,'2027-01-10T09:00:00.000000+00:00','ecs',0.4);
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
CREATE TABLE sums (course TEXT, sort TEXT, name TEXT, answers INTEGER NOT NULL, rights INTEGER NOT NULL, seconds REAL NOT NULL, PRIMARY KEY (course, sort, name)) WITHOUT ROWID;
INSERT INTO "sums" VALUES('bakery','cold','',3,0,0.0);
INSERT INTO "sums" VALUES('bakery','kind','lookup',3,0,1.26000000000000014213e+01);
INSERT INTO "sums" VALUES('bakery','topic','topic-resilient',1,0,0.0);
INSERT INTO "sums" VALUES('bakery','topic','topic-secure',2,2,0.0);
INSERT INTO "sums" VALUES('ecs','cold','',10,0,0.0);
INSERT INTO "sums" VALUES('ecs','kind','lookup',10,0,4.20000000000000071062e+01);
INSERT INTO "sums" VALUES('ecs','topic','topic-cost',1,1,0.0);
INSERT INTO "sums" VALUES('ecs','topic','topic-resilient',3,3,0.0);
INSERT INTO "sums" VALUES('ecs','topic','topic-secure',6,5,0.0);
CREATE TABLE "topic_facts" (course TEXT, topic TEXT, fact_id TEXT, PRIMARY KEY (course, topic, fact_id)) WITHOUT ROWID;
INSERT INTO "topic_facts" VALUES('bakery','topic-resilient','fact-1');
INSERT INTO "topic_facts" VALUES('bakery','topic-secure','fact-1');
INSERT INTO "topic_facts" VALUES('bakery','topic-secure','fact-8');
INSERT INTO "topic_facts" VALUES('ecs','topic-cost','fact-2');
INSERT INTO "topic_facts" VALUES('ecs','topic-cost','fact-6');
INSERT INTO "topic_facts" VALUES('ecs','topic-resilient','fact-1');
INSERT INTO "topic_facts" VALUES('ecs','topic-resilient','fact-3');
INSERT INTO "topic_facts" VALUES('ecs','topic-resilient','fact-7');
INSERT INTO "topic_facts" VALUES('ecs','topic-resilient','resilient-fact-34');
INSERT INTO "topic_facts" VALUES('ecs','topic-secure','fact-1');
INSERT INTO "topic_facts" VALUES('ecs','topic-secure','fact-2');
INSERT INTO "topic_facts" VALUES('ecs','topic-secure','fact-3');
INSERT INTO "topic_facts" VALUES('ecs','topic-secure','fact-6');
INSERT INTO "topic_facts" VALUES('ecs','topic-secure','fact-7');
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
INSERT INTO "withdrawals" VALUES(14,'2027-01-05T09:00:00.000000+00:00');
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
CREATE TRIGGER reviews_refuse_update BEFORE UPDATE ON reviews BEGIN SELECT RAISE(ABORT, 'reviews is a log: it is only added to'); END;
CREATE TRIGGER reviews_refuse_delete BEFORE DELETE ON reviews BEGIN SELECT RAISE(ABORT, 'reviews is a log: it is only added to'); END;
CREATE TRIGGER attempt_items_refuse_update BEFORE UPDATE ON attempt_items BEGIN SELECT RAISE(ABORT, 'attempt_items is a log: it is only added to'); END;
CREATE TRIGGER attempt_items_refuse_delete BEFORE DELETE ON attempt_items BEGIN SELECT RAISE(ABORT, 'attempt_items is a log: it is only added to'); END;
CREATE TRIGGER attempt_events_refuse_update BEFORE UPDATE ON attempt_events BEGIN SELECT RAISE(ABORT, 'attempt_events is a log: it is only added to'); END;
CREATE TRIGGER attempt_events_refuse_delete BEFORE DELETE ON attempt_events BEGIN SELECT RAISE(ABORT, 'attempt_events is a log: it is only added to'); END;
CREATE INDEX "idx_readings_course"
    ON "readings" ("course");
CREATE INDEX "idx_wishes_course_fact_id"
    ON "wishes" ("course", "fact_id");
CREATE TRIGGER withdrawals_refuse_update BEFORE UPDATE ON withdrawals BEGIN SELECT RAISE(ABORT, 'withdrawals is a log: it is only added to'); END;
CREATE TRIGGER withdrawals_refuse_delete BEFORE DELETE ON withdrawals BEGIN SELECT RAISE(ABORT, 'withdrawals is a log: it is only added to'); END;
CREATE TRIGGER wishes_refuse_update BEFORE UPDATE ON wishes BEGIN SELECT RAISE(ABORT, 'wishes is a log: it is only added to'); END;
CREATE TRIGGER wishes_refuse_delete BEFORE DELETE ON wishes BEGIN SELECT RAISE(ABORT, 'wishes is a log: it is only added to'); END;
CREATE INDEX "idx_pairs_course"
    ON "pairs" ("course");
CREATE TRIGGER pairs_refuse_update BEFORE UPDATE ON pairs BEGIN SELECT RAISE(ABORT, 'pairs is a log: it is only added to'); END;
CREATE TRIGGER pairs_refuse_delete BEFORE DELETE ON pairs BEGIN SELECT RAISE(ABORT, 'pairs is a log: it is only added to'); END;
CREATE INDEX "idx_practices_course_fact_id"
    ON "practices" ("course", "fact_id");
CREATE TRIGGER practices_refuse_update BEFORE UPDATE ON practices BEGIN SELECT RAISE(ABORT, 'practices is a log: it is only added to'); END;
CREATE TRIGGER practices_refuse_delete BEFORE DELETE ON practices BEGIN SELECT RAISE(ABORT, 'practices is a log: it is only added to'); END;
CREATE TRIGGER outcomes_refuse_update BEFORE UPDATE ON outcomes BEGIN SELECT RAISE(ABORT, 'outcomes is a log: it is only added to'); END;
CREATE TRIGGER outcomes_refuse_delete BEFORE DELETE ON outcomes BEGIN SELECT RAISE(ABORT, 'outcomes is a log: it is only added to'); END;
CREATE TRIGGER regrades_refuse_update BEFORE UPDATE ON regrades BEGIN SELECT RAISE(ABORT, 'regrades is a log: it is only added to'); END;
CREATE TRIGGER regrades_refuse_delete BEFORE DELETE ON regrades BEGIN SELECT RAISE(ABORT, 'regrades is a log: it is only added to'); END;
CREATE TRIGGER answer_facts_refuse_update BEFORE UPDATE ON answer_facts BEGIN SELECT RAISE(ABORT, 'answer_facts is a log: it is only added to'); END;
CREATE TRIGGER answer_facts_refuse_delete BEFORE DELETE ON answer_facts BEGIN SELECT RAISE(ABORT, 'answer_facts is a log: it is only added to'); END;
CREATE INDEX idx_memory_course_first_at ON memory (course, first_at);
CREATE INDEX idx_answers_course ON answers (course);
CREATE TRIGGER answers_summed AFTER INSERT ON answers BEGIN INSERT INTO sums VALUES (new.course, 'topic', new.topic, 1, new.verdict = 'right', 0) ON CONFLICT (course, sort, name) DO UPDATE SET answers = answers + 1, rights = rights + excluded.rights; INSERT INTO sums SELECT new.course, 'kind', new.kind, 1, 0, min(new.taken_ms, 180000) / 1000.0 WHERE new.taken_ms > 0 AND new.mode != 'exam' ON CONFLICT (course, sort, name) DO UPDATE SET answers = answers + 1, seconds = seconds + excluded.seconds; END;
CREATE TRIGGER answer_facts_met AFTER INSERT ON answer_facts BEGIN INSERT OR IGNORE INTO met SELECT course, new.fact_id, 1, new.answer_id, new.place FROM answers WHERE id = new.answer_id; INSERT OR IGNORE INTO topic_facts SELECT course, topic, new.fact_id FROM answers WHERE id = new.answer_id; INSERT INTO exposures SELECT course, new.fact_id, answered_at FROM answers WHERE id = new.answer_id ON CONFLICT (course, fact_id) DO UPDATE SET at = excluded.at WHERE excluded.at > at; END;
CREATE TRIGGER reading_facts_met AFTER INSERT ON reading_facts BEGIN INSERT INTO met SELECT course, new.fact_id, 0, new.reading_id, new.place FROM readings WHERE id = new.reading_id ON CONFLICT (course, fact_id) DO UPDATE SET part = 0, at = excluded.at, place = excluded.place WHERE part = 1; INSERT INTO exposures SELECT course, new.fact_id, read_at FROM readings WHERE id = new.reading_id ON CONFLICT (course, fact_id) DO UPDATE SET at = excluded.at WHERE excluded.at > at; END;
CREATE TRIGGER practices_exposed AFTER INSERT ON practices BEGIN INSERT INTO exposures VALUES (new.course, new.fact_id, new.reviewed_at) ON CONFLICT (course, fact_id) DO UPDATE SET at = excluded.at WHERE excluded.at > at; END;
CREATE TRIGGER cold_summed AFTER INSERT ON cold BEGIN INSERT INTO sums VALUES (new.course, 'cold', '', 1, 0, 0) ON CONFLICT (course, sort, name) DO UPDATE SET answers = answers + 1; END;
CREATE TRIGGER cold_taken_back AFTER DELETE ON cold BEGIN UPDATE sums SET answers = answers - 1 WHERE course = old.course AND sort = 'cold'; END;
CREATE TRIGGER withdrawals_summed AFTER INSERT ON withdrawals BEGIN UPDATE sums SET answers = answers - 1, rights = rights - (SELECT verdict = 'right' FROM answers WHERE id = new.answer_id) WHERE (course, sort, name) = (SELECT course, 'topic', topic FROM answers WHERE id = new.answer_id); DELETE FROM cold WHERE (course, answer_id) = (SELECT course, id FROM answers WHERE id = new.answer_id); END;
CREATE INDEX idx_answers_exam ON answers (sitting_id) WHERE mode = 'exam';
COMMIT;
