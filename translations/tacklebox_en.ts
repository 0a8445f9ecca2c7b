<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>CertificateText</name>
    <message numerus="yes">
        <source>%n days</source>
        <comment>until a certificate ends</comment>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>expired %n days ago</source>
        <translation>
            <numerusform>expired %n day ago</numerusform>
            <numerusform>expired %n days ago</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HealthText</name>
    <message numerus="yes">
        <source>%n failure(s) in a row since %1</source>
        <translation>
            <numerusform>%n failure, at %1</numerusform>
            <numerusform>%n failures in a row since %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HeldQuestion</name>
    <message numerus="yes">
        <source>%n jobs were held while it was stopped. They can be sent now, or given up.</source>
        <translation>
            <numerusform>%n job was held while it was stopped. It can be sent now, or given up.</numerusform>
            <numerusform>%n jobs were held while it was stopped. They can be sent now, or given up.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Start and send %n jobs</source>
        <translation>
            <numerusform>Start and send %n job</numerusform>
            <numerusform>Start and send %n jobs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MailWording</name>
    <message numerus="yes">
        <source>%1: a job has failed %n time(s)</source>
        <translation>
            <numerusform>%1: a job has failed once</numerusform>
            <numerusform>%1: a job has failed %n times</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>A job for the subscriber “%1” has failed %n time(s). It goes on being tried.</source>
        <translation>
            <numerusform>A job for the subscriber “%1” has failed once. It goes on being tried.</numerusform>
            <numerusform>A job for the subscriber “%1” has failed %n times. It goes on being tried.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>A job for the subscriber “%1” was given up after %n failed try(ies).</source>
        <translation>
            <numerusform>A job for the subscriber “%1” was given up after %n failed try.</numerusform>
            <numerusform>A job for the subscriber “%1” was given up after %n failed tries.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The subscriber “%1” has failed %n time(s) in a row since %2. If nothing changes it will be stopped, and its jobs will be held.</source>
        <translation>
            <numerusform>The subscriber “%1” has failed once, at %2. If nothing changes it will be stopped, and its jobs will be held.</numerusform>
            <numerusform>The subscriber “%1” has failed %n times in a row since %2. If nothing changes it will be stopped, and its jobs will be held.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The subscriber “%1” was stopped after %n failure(s) in a row since %2. Its jobs are held.</source>
        <translation>
            <numerusform>The subscriber “%1” was stopped after %n failure, at %2. Its jobs are held.</numerusform>
            <numerusform>The subscriber “%1” was stopped after %n failures in a row since %2. Its jobs are held.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This mail stands for %n more of the same kind.</source>
        <translation>
            <numerusform>This mail stands for %n more of the same kind.</numerusform>
            <numerusform>This mail stands for %n more of the same kind.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RetryWording</name>
    <message numerus="yes">
        <source>%n tries: at once, %1; given up after %2. Each wait is a little longer at random.</source>
        <translation>
            <numerusform>%n try: at once, %1; given up after %2. Each wait is a little longer at random.</numerusform>
            <numerusform>%n tries: at once, %1; given up after %2. Each wait is a little longer at random.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SubscriberEdit</name>
    <message numerus="yes">
        <source>&lt;b&gt;any of %n events&lt;/b&gt;</source>
        <translation>
            <numerusform>&lt;b&gt;%n event&lt;/b&gt;</numerusform>
            <numerusform>&lt;b&gt;any of %n events&lt;/b&gt;</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&lt;b&gt;any of %n order statuses&lt;/b&gt;</source>
        <translation>
            <numerusform>&lt;b&gt;%n order status&lt;/b&gt;</numerusform>
            <numerusform>&lt;b&gt;any of %n order statuses&lt;/b&gt;</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Tackle</name>
    <message numerus="yes">
        <source>%n job(s) are left in sending by a process that ended; the next to deliver sends them again.</source>
        <translation>
            <numerusform>%n job is left in sending by a process that ended; the next to deliver sends it again.</numerusform>
            <numerusform>%n jobs are left in sending by a process that ended; the next to deliver sends them again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) in the queue.</source>
        <translation>
            <numerusform>%n job in the queue.</numerusform>
            <numerusform>%n jobs in the queue.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n byte(s)</source>
        <translation>
            <numerusform>%n byte</numerusform>
            <numerusform>%n bytes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n event(s) told to the server.</source>
        <translation>
            <numerusform>%n event told to the server.</numerusform>
            <numerusform>%n events told to the server.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The server sends %n job(s) again.</source>
        <translation>
            <numerusform>The server sends %n job again.</numerusform>
            <numerusform>The server sends %n jobs again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) wait to be sent again.</source>
        <translation>
            <numerusform>%n job waits to be sent again.</numerusform>
            <numerusform>%n jobs wait to be sent again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) given up.</source>
        <translation>
            <numerusform>%n job given up.</numerusform>
            <numerusform>%n jobs given up.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>(%n byte(s), no text)</source>
        <translation>
            <numerusform>(%n byte, no text)</numerusform>
            <numerusform>(%n bytes, no text)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) in all.</source>
        <translation>
            <numerusform>%n row in all.</numerusform>
            <numerusform>%n rows in all.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Event %1: %n job(s) queued.</source>
        <translation>
            <numerusform>Event %1: %n job queued.</numerusform>
            <numerusform>Event %1: %n jobs queued.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) are gone so far.</source>
        <translation>
            <numerusform>%n job is gone so far.</numerusform>
            <numerusform>%n jobs are gone so far.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Wrote %n subscriber(s) to %1, without secrets and credentials.</source>
        <translation>
            <numerusform>Wrote %n subscriber to %1, without secrets and credentials.</numerusform>
            <numerusform>Wrote %n subscribers to %1, without secrets and credentials.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n subscriber(s) are as the file says.</source>
        <translation>
            <numerusform>%n subscriber is as the file says.</numerusform>
            <numerusform>%n subscribers are as the file says.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n subscriber(s) were written.</source>
        <translation>
            <numerusform>%n subscriber was written.</numerusform>
            <numerusform>%n subscribers were written.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) wait and are never due; “tackle doctor --mend” makes them due.</source>
        <translation>
            <numerusform>%n job waits and is never due; “tackle doctor --mend” makes it due.</numerusform>
            <numerusform>%n jobs wait and are never due; “tackle doctor --mend” makes them due.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) are due and done with; “tackle doctor --mend” takes their time away.</source>
        <translation>
            <numerusform>%n job is due and done with; “tackle doctor --mend” takes its time away.</numerusform>
            <numerusform>%n jobs are due and done with; “tackle doctor --mend” takes their time away.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) are owed to a deleted subscriber; “tackle doctor --mend” drops them.</source>
        <translation>
            <numerusform>%n job is owed to a deleted subscriber; “tackle doctor --mend” drops it.</numerusform>
            <numerusform>%n jobs are owed to a deleted subscriber; “tackle doctor --mend” drops them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) have lost their event; “tackle doctor --mend” drops them.</source>
        <translation>
            <numerusform>%n job has lost its event; “tackle doctor --mend” drops it.</numerusform>
            <numerusform>%n jobs have lost their event; “tackle doctor --mend” drops them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) of active subscribers are held for nothing; “tackle doctor --mend” releases them.</source>
        <translation>
            <numerusform>%n job of active subscribers is held for nothing; “tackle doctor --mend” releases it.</numerusform>
            <numerusform>%n jobs of active subscribers are held for nothing; “tackle doctor --mend” releases them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n attempt(s) belong to no job; “tackle doctor --mend” takes them away.</source>
        <translation>
            <numerusform>%n attempt belongs to no job; “tackle doctor --mend” takes it away.</numerusform>
            <numerusform>%n attempts belong to no job; “tackle doctor --mend” takes them away.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Put back %n job(s) that were left in sending.</source>
        <translation>
            <numerusform>Put back %n job that was left in sending.</numerusform>
            <numerusform>Put back %n jobs that were left in sending.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Made %n waiting job(s) due.</source>
        <translation>
            <numerusform>Made %n waiting job due.</numerusform>
            <numerusform>Made %n waiting jobs due.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Took the time from %n job(s) that are done with.</source>
        <translation>
            <numerusform>Took the time from %n job that is done with.</numerusform>
            <numerusform>Took the time from %n jobs that are done with.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Dropped %n job(s) of deleted subscribers.</source>
        <translation>
            <numerusform>Dropped %n job of deleted subscribers.</numerusform>
            <numerusform>Dropped %n jobs of deleted subscribers.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Dropped %n job(s) whose event is lost.</source>
        <translation>
            <numerusform>Dropped %n job whose event is lost.</numerusform>
            <numerusform>Dropped %n jobs whose event is lost.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Released %n job(s) that were held for nothing.</source>
        <translation>
            <numerusform>Released %n job that was held for nothing.</numerusform>
            <numerusform>Released %n jobs that were held for nothing.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Took away %n attempt(s) of no job.</source>
        <translation>
            <numerusform>Took away %n attempt of no job.</numerusform>
            <numerusform>Took away %n attempts of no job.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Event %1: %n job(s) given up</source>
        <translation>
            <numerusform>Event %1: %n job given up</numerusform>
            <numerusform>Event %1: %n jobs given up</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) were sent before and stay sent.</source>
        <translation>
            <numerusform>%n job was sent before and stays sent.</numerusform>
            <numerusform>%n jobs were sent before and stay sent.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n held job(s) given up.</source>
        <translation>
            <numerusform>%n held job given up.</numerusform>
            <numerusform>%n held jobs given up.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n event(s) had been told to the server before; line %1 is the one that failed.</source>
        <translation>
            <numerusform>%n event had been told to the server before; line %1 is the one that failed.</numerusform>
            <numerusform>%n events had been told to the server before; line %1 is the one that failed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n subscriber(s) left out: their fields are unknown here.</source>
        <translation>
            <numerusform>%n subscriber left out: its fields are unknown here.</numerusform>
            <numerusform>%n subscribers left out: their fields are unknown here.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Not sent, %n job(s): %1</source>
        <comment>ids</comment>
        <translation>
            <numerusform>Not sent, %n job: %1</numerusform>
            <numerusform>Not sent, %n jobs: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Watching: the server is asked every %n second(s). End with Ctrl+C.</source>
        <translation>
            <numerusform>Watching: the server is asked every second. End with Ctrl+C.</numerusform>
            <numerusform>Watching: the server is asked every %n seconds. End with Ctrl+C.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Verdict</name>
    <message numerus="yes">
        <source> %n times in a row</source>
        <translation>
            <numerusform> %n time in a row</numerusform>
            <numerusform> %n times in a row</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Wording</name>
    <message numerus="yes">
        <source>Replayed %n job(s).</source>
        <translation>
            <numerusform>Replayed %n job.</numerusform>
            <numerusform>Replayed %n jobs.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Dropped %n job(s).</source>
        <translation>
            <numerusform>Dropped %n job.</numerusform>
            <numerusform>Dropped %n jobs.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Published %n event(s) by hand.</source>
        <translation>
            <numerusform>Published %n event by hand.</numerusform>
            <numerusform>Published %n events by hand.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Paused replay %1 with %n job(s) left.</source>
        <translation>
            <numerusform>Paused replay %1 with %n job left.</numerusform>
            <numerusform>Paused replay %1 with %n jobs left.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Went on with replay %1: %n job(s) left.</source>
        <translation>
            <numerusform>Went on with replay %1: %n job left.</numerusform>
            <numerusform>Went on with replay %1: %n jobs left.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Cancelled replay %1: %n job(s) were not sent again.</source>
        <translation>
            <numerusform>Cancelled replay %1: %n job was not sent again.</numerusform>
            <numerusform>Cancelled replay %1: %n jobs were not sent again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Cancelled %n event(s).</source>
        <translation>
            <numerusform>Cancelled %n event.</numerusform>
            <numerusform>Cancelled %n events.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Stopped the subscriber “%1” after %n failure(s) in a row.</source>
        <translation>
            <numerusform>Stopped the subscriber “%1” after %n failure in a row.</numerusform>
            <numerusform>Stopped the subscriber “%1” after %n failures in a row.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The subscriber “%1” has failed %n time(s) in a row and will be stopped.</source>
        <translation>
            <numerusform>The subscriber “%1” has failed %n time in a row and will be stopped.</numerusform>
            <numerusform>The subscriber “%1” has failed %n times in a row and will be stopped.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <comment>subscribers</comment>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n job(s)</source>
        <translation>
            <numerusform>%n job</numerusform>
            <numerusform>%n jobs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n subscriber(s)</source>
        <translation>
            <numerusform>%n subscriber</numerusform>
            <numerusform>%n subscribers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them were delivered already: their receivers get them twice.</source>
        <translation>
            <numerusform>%n of them was delivered already: its receiver gets it twice.</numerusform>
            <numerusform>%n of them were delivered already: their receivers get them twice.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n may have arrived: no whole answer came the last time.</source>
        <translation>
            <numerusform>%n may have arrived: no whole answer came the last time.</numerusform>
            <numerusform>%n may have arrived: no whole answer came the last time.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n belong to a stopped subscriber and are held until it is started.</source>
        <translation>
            <numerusform>%n belongs to a stopped subscriber and is held until it is started.</numerusform>
            <numerusform>%n belong to a stopped subscriber and are held until it is started.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n are being sent at this moment.</source>
        <translation>
            <numerusform>%n is being sent at this moment.</numerusform>
            <numerusform>%n are being sent at this moment.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n belong to a deleted subscriber and are left out.</source>
        <translation>
            <numerusform>%n belongs to a deleted subscriber and is left out.</numerusform>
            <numerusform>%n belong to a deleted subscriber and are left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n were named twice; each job is sent once.</source>
        <translation>
            <numerusform>%n was named twice; each job is sent once.</numerusform>
            <numerusform>%n were named twice; each job is sent once.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left out</source>
        <comment>jobs</comment>
        <translation>
            <numerusform>%n left out</numerusform>
            <numerusform>%n left out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nobody knows of %n whether they were sent again. The first: %1</source>
        <comment>jobs; why</comment>
        <translation>
            <numerusform>Nobody knows of %n whether it was sent again: %1</numerusform>
            <numerusform>Nobody knows of %n whether they were sent again. The first: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n were not sent.</source>
        <comment>jobs</comment>
        <translation>
            <numerusform>%n was not sent.</numerusform>
            <numerusform>%n were not sent.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tacklebox::models::EventsModel</name>
    <message numerus="yes">
        <source>%n subscribers were to be told</source>
        <translation>
            <numerusform>%n subscriber was to be told</numerusform>
            <numerusform>%n subscribers were to be told</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n jobs are sent at %1</source>
        <translation>
            <numerusform>%n job is sent at %1</numerusform>
            <numerusform>%n jobs are sent at %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tacklebox::ui::CertificateLooks</name>
    <message numerus="yes">
        <source>Looking at %n certificates…</source>
        <translation>
            <numerusform>Looking at %n certificate…</numerusform>
            <numerusform>Looking at %n certificates…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hosts showed no certificate. The first: %1</source>
        <translation>
            <numerusform>%n host showed no certificate. The first: %1</numerusform>
            <numerusform>%n hosts showed no certificate. The first: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Looked at %n certificates.</source>
        <translation>
            <numerusform>Looked at %n certificate.</numerusform>
            <numerusform>Looked at %n certificates.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tacklebox::ui::ChoiceMenu</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <comment>filter values</comment>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tacklebox::ui::CompareController</name>
    <message numerus="yes">
        <source>%n thing(s) in the file can&apos;t be read, the first of “%1”: %2</source>
        <comment>a subscriber, what is wrong</comment>
        <translation>
            <numerusform>%n thing in the file can&apos;t be read, the first of “%1”: %2</numerusform>
            <numerusform>%n things in the file can&apos;t be read, the first of “%1”: %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tacklebox::ui::ConnectionLock</name>
    <message numerus="yes">
        <source>Unlock for %n minutes</source>
        <translation>
            <numerusform>Unlock for %n minute</numerusform>
            <numerusform>Unlock for %n minutes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tacklebox::ui::EditorFoot</name>
    <message numerus="yes">
        <source>%n things to mend, first %1</source>
        <translation>
            <numerusform>%n thing to mend, first %1</numerusform>
            <numerusform>%n things to mend, first %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Unlock for %n minutes</source>
        <translation>
            <numerusform>Unlock for %n minute</numerusform>
            <numerusform>Unlock for %n minutes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tacklebox::ui::EventsController</name>
    <message numerus="yes">
        <source>%n jobs of it are yet to be sent and are given up.</source>
        <translation>
            <numerusform>%n job of it is yet to be sent and is given up.</numerusform>
            <numerusform>%n jobs of it are yet to be sent and are given up.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Cancelled: %n jobs are not sent.</source>
        <translation>
            <numerusform>Cancelled: %n job is not sent.</numerusform>
            <numerusform>Cancelled: %n jobs are not sent.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tacklebox::ui::ImportController</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <comment>subscribers</comment>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tacklebox::ui::JobsController</name>
    <message numerus="yes">
        <source>%n jobs are chosen.</source>
        <translation>
            <numerusform>%n job is chosen.</numerusform>
            <numerusform>%n jobs are chosen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n jobs queued again</source>
        <translation>
            <numerusform>%n job queued again</numerusform>
            <numerusform>%n jobs queued again</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Chosen below are those that were not sent: %n.</source>
        <comment>jobs</comment>
        <translation>
            <numerusform>Chosen below is the one that was not sent.</numerusform>
            <numerusform>Chosen below are the %n that were not sent.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Chosen below are those that nobody knows of: %n.</source>
        <comment>jobs</comment>
        <translation>
            <numerusform>Chosen below is the one that nobody knows of.</numerusform>
            <numerusform>Chosen below are the %n that nobody knows of.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tacklebox::ui::JobsPage</name>
    <message numerus="yes">
        <source>Replay %n jobs…</source>
        <translation>
            <numerusform>Replay %n job…</numerusform>
            <numerusform>Replay %n jobs…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Send again what is found here, %n at most; it asks first</source>
        <translation>
            <numerusform>Send again what is found here, %n at most; it asks first</numerusform>
            <numerusform>Send again what is found here, %n at most; it asks first</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new</source>
        <comment>jobs</comment>
        <translation>
            <numerusform>%n new</numerusform>
            <numerusform>%n new</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tacklebox::ui::PagingBar</name>
    <message numerus="yes">
        <source>%n a page</source>
        <comment>page size</comment>
        <translation>
            <numerusform>%n a page</numerusform>
            <numerusform>%n a page</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tacklebox::ui::PlainReplay</name>
    <message numerus="yes">
        <source>The first %n in the order of the list: no more are sent again at once.</source>
        <translation>
            <numerusform>The first %n in the order of the list: no more are sent again at once.</numerusform>
            <numerusform>The first %n in the order of the list: no more are sent again at once.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Replay %n jobs?</source>
        <translation>
            <numerusform>Replay %n job?</numerusform>
            <numerusform>Replay %n jobs?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Replay %n jobs in %1</source>
        <comment>connection</comment>
        <translation>
            <numerusform>Replay %n job in %1</numerusform>
            <numerusform>Replay %n jobs in %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tacklebox::ui::PublishDialog</name>
    <message numerus="yes">
        <source>Published. %n jobs were made.</source>
        <translation>
            <numerusform>Published. %n job was made.</numerusform>
            <numerusform>Published. %n jobs were made.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tacklebox::ui::Rail</name>
    <message numerus="yes">
        <source>%n accounts</source>
        <translation>
            <numerusform>%n account</numerusform>
            <numerusform>%n accounts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tacklebox::ui::ReplayDialog</name>
    <message numerus="yes">
        <source>Replay %n jobs</source>
        <translation>
            <numerusform>Replay %n job</numerusform>
            <numerusform>Replay %n jobs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Send %n jobs to %1</source>
        <translation>
            <numerusform>Send %n job to %1</numerusform>
            <numerusform>Send %n jobs to %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tacklebox::ui::SearchScope</name>
    <message numerus="yes">
        <source>in all %n fields</source>
        <comment>of a search</comment>
        <translation>
            <numerusform>in all %n fields</numerusform>
            <numerusform>in all %n fields</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n fields</source>
        <comment>of a search</comment>
        <translation>
            <numerusform>in %n field</numerusform>
            <numerusform>in %n fields</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tacklebox::ui::StatusesControl</name>
    <message numerus="yes">
        <source>%n more…</source>
        <comment>order statuses</comment>
        <translation>
            <numerusform>%n more…</numerusform>
            <numerusform>%n more…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tacklebox::ui::SubscriberEditor</name>
    <message numerus="yes">
        <source>%n changes</source>
        <translation>
            <numerusform>%n change</numerusform>
            <numerusform>%n changes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source> · and %n more</source>
        <comment>changes</comment>
        <translation>
            <numerusform> · and %n more</numerusform>
            <numerusform> · and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tacklebox::ui::SubscriberTransfer</name>
    <message numerus="yes">
        <source>Wrote %n subscribers to %1, without secrets and credentials.</source>
        <translation>
            <numerusform>Wrote %n subscriber to %1, without secrets and credentials.</numerusform>
            <numerusform>Wrote %n subscribers to %1, without secrets and credentials.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nothing was written: the fields of %n subscriber(s) are unknown here.</source>
        <translation>
            <numerusform>Nothing was written: the fields of %n subscriber are unknown here.</numerusform>
            <numerusform>Nothing was written: the fields of %n subscribers are unknown here.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left out: their fields are unknown here.</source>
        <translation>
            <numerusform>%n left out: its fields are unknown here.</numerusform>
            <numerusform>%n left out: their fields are unknown here.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tacklebox::ui::TestResult</name>
    <message numerus="yes">
        <source>in %n days</source>
        <translation>
            <numerusform>in %n day</numerusform>
            <numerusform>in %n days</numerusform>
        </translation>
    </message>
</context>
</TS>
