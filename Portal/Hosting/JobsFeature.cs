using Portal.Changes;
using Portal.Notices;
using Portal.People.Sync;
using Portal.Reviews;
using Quartz;

namespace Portal.Hosting;

/// <summary>
/// Runs what happens by the clock. Jobs live in memory and every portal runs them all: that something happens once comes from a unique key in
/// the database, never from the scheduler.
/// </summary>
internal static class JobsFeature
{
    private static readonly TimeSpan ReminderPause = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan SchedulePause = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan MicroReviewPause = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan AbsencePause = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan DeadlinePause = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan NoticePause = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan RetentionPause = TimeSpan.FromHours(1);
    private static readonly TimeSpan RetentionDelay = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan SyncPause = TimeSpan.FromHours(1);
    private static readonly TimeSpan SyncDelay = TimeSpan.FromMinutes(1);

    /// <summary>Adds the jobs.</summary>
    public static IServiceCollection AddJobs(this IServiceCollection services) => services
        .AddQuartz(jobs =>
        {
            jobs.ScheduleJob<ReminderJob>(trigger => trigger
                .WithIdentity("reminders")
                .StartNow()
                .WithSimpleSchedule(schedule => schedule.WithInterval(ReminderPause).RepeatForever()));
            jobs.ScheduleJob<ScheduleJob>(trigger => trigger
                .WithIdentity("schedules")
                .StartNow()
                .WithSimpleSchedule(schedule => schedule.WithInterval(SchedulePause).RepeatForever()));
            jobs.ScheduleJob<MicroReviewJob>(trigger => trigger
                .WithIdentity("micro-reviews")
                .StartNow()
                .WithSimpleSchedule(schedule => schedule.WithInterval(MicroReviewPause).RepeatForever()));
            jobs.ScheduleJob<AbsenceJob>(trigger => trigger
                .WithIdentity("absences")
                .StartNow()
                .WithSimpleSchedule(schedule => schedule.WithInterval(AbsencePause).RepeatForever()));
            jobs.ScheduleJob<DeadlineJob>(trigger => trigger
                .WithIdentity("deadlines")
                .StartNow()
                .WithSimpleSchedule(schedule => schedule.WithInterval(DeadlinePause).RepeatForever()));
            jobs.ScheduleJob<NoticeJob>(trigger => trigger
                .WithIdentity("notices")
                .StartNow()
                .WithSimpleSchedule(schedule => schedule.WithInterval(NoticePause).RepeatForever()));
            jobs.ScheduleJob<RetentionJob>(trigger => trigger
                .WithIdentity("retention")
                .StartAt(TimeProvider.System.GetUtcNow() + RetentionDelay)
                .WithSimpleSchedule(schedule => schedule.WithInterval(RetentionPause).RepeatForever()));
            jobs.ScheduleJob<SyncJob>(trigger => trigger
                .WithIdentity("directory")
                .StartAt(TimeProvider.System.GetUtcNow() + SyncDelay)
                .WithSimpleSchedule(schedule => schedule.WithInterval(SyncPause).RepeatForever()));
        })
        .AddQuartzHostedService(host => host.WaitForJobsToComplete = true);
}
