window.YTD.tweets.part0 = [ {"tweet":{"id_str":"1","created_at":"Sat Mar 06 10:00:00 +0000 2021","full_text":"Soldiers opened the bridge at Mirov &amp; forty trucks crossed it."}},
{"tweet":{"id_str":"2","created_at":"Sun Mar 07 10:00:00 +0000 2021","full_text":"Guns were heard near the dam on Sunday."}} ]
