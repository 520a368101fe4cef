using System.Text;
using Portal.Data.Access;
using Portal.Data.Changes;
using Portal.Data.Changes.Effects;
using Portal.Data.Demo;
using Portal.Data.Inventory.Imports;
using Portal.Data.Lists;
using Portal.Data.People;
using Portal.Data.Permissions;
using Portal.Data.Permissions.Certificates;
using Portal.Data.Permissions.Escalation;
using Portal.Data.Sources;
using Portal.Data.Storage;

namespace Portal.Demo;

/// <summary>
/// Brings the demo organization into an empty database: three months of history, written in their order, by the commands that real data goes
/// through, each at its own time.
/// </summary>
/// <param name="clock">Stands at the time of what is written.</param>
/// <param name="state">Knows what the database holds.</param>
/// <param name="mark">Records beginning and end.</param>
/// <param name="people">Imports people.</param>
/// <param name="imports">Imports exports.</param>
/// <param name="events">Takes events.</param>
/// <param name="sources">Finds the source.</param>
/// <param name="register">Enters agents.</param>
/// <param name="review">Holds the review.</param>
/// <param name="risk">Works out risks, so that the first look shows them.</param>
/// <param name="escalations">Brings in what identities can become, for the same reason.</param>
/// <param name="standings">Works out what reviews certify of what is held, for the same reason.</param>
/// <param name="weigh">Works out what changes did to risks, for the same reason.</param>
/// <param name="migrator">Makes the tables again after a reset.</param>
/// <param name="eraser">Takes everything out for a reset.</param>
/// <param name="log">Says what was loaded.</param>
internal sealed partial class DemoOrganization(
    DemoClock clock,
    DemoQueries state,
    MarkDemo mark,
    ImportPeople people,
    ImportSnapshot imports,
    IngestEvents events,
    SourceQueries sources,
    DemoRegister register,
    DemoReview review,
    AssessRisk risk,
    AssessEscalations escalations,
    AssessStandings standings,
    WeighChanges weigh,
    Migrator migrator,
    Eraser eraser,
    ILogger<DemoOrganization> log)
{
    private static readonly Caller Itself = Caller.System("demo");

    /// <summary>Loads it if the database is empty, and again from the start if an earlier start was cut off while loading.</summary>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        switch (await state.ReadStateAsync(cancellationToken))
        {
            case DemoState.Empty:
                await LoadAsync(cancellationToken);
                break;
            case DemoState.HalfLoaded:
                LogHalf();
                await RecreateAsync(cancellationToken);
                break;
            case DemoState.Other:
                LogOther();
                break;
            case DemoState.Loaded:
                break;
        }
    }

    /// <summary>Takes out everything and loads it anew.</summary>
    /// <exception cref="InvalidOperationException">The database holds something else: nothing was touched.</exception>
    public async Task ResetAsync(CancellationToken cancellationToken)
    {
        await migrator.RunAsync(cancellationToken);
        if (await state.ReadStateAsync(cancellationToken) == DemoState.Other)
        {
            throw new InvalidOperationException(
                "This database holds no demo organization but other data, so nothing was touched. Point ConnectionStrings:Governance or Data:Directory elsewhere for a demo.");
        }
        await RecreateAsync(cancellationToken);
    }

    private async Task RecreateAsync(CancellationToken cancellationToken)
    {
        await eraser.RunAsync(cancellationToken);
        await migrator.RunAsync(cancellationToken);
        await LoadAsync(cancellationToken);
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        var files = new DemoFiles(DemoFiles.DefaultDirectory, clock.GetUtcNow());
        try
        {
            foreach (var (at, work) in History(files, cancellationToken).OrderBy(step => step.At))
            {
                clock.StandAt(at);
                await work();
            }
        }
        finally
        {
            clock.GoOn();
        }
        var took = clock.GetElapsedTime(started);
        LogLoaded(files.Manifest.Company, took);
    }

    /// <summary>What happened when. Steps of one time stay in the order given here.</summary>
    private IEnumerable<(DateTimeOffset At, Func<Task> Work)> History(DemoFiles files, CancellationToken cancellationToken)
    {
        var manifest = files.Manifest;
        var first = files.AsOf.AddDays(manifest.Snapshots[0].DayOffset);
        yield return (first, () => mark.RunAsync(DemoAct.Begin, manifest.Company, Itself, cancellationToken));
        yield return (first, () => ImportPeopleAsync(files, areLeaversThere: true, cancellationToken));
        yield return (files.AsOf.AddDays(manifest.LeaversGoneAt), () => ImportPeopleAsync(files, areLeaversThere: false, cancellationToken));
        foreach (var file in manifest.Events)
        {
            yield return (files.AsOf.AddDays(file.DayOffset), () => IngestAsync(files, file.File, cancellationToken));
        }
        foreach (var reading in manifest.Snapshots)
        {
            var at = files.AsOf.AddDays(reading.DayOffset);
            yield return (at, () => ImportAsync(files, reading, at, cancellationToken));
            yield return (at, () => register.EnterAsync(files, cancellationToken));
        }
        foreach (var step in review.History(files, cancellationToken))
        {
            yield return step;
        }
        yield return (files.AsOf, () => risk.RunAsync(Itself, cancellationToken));
        yield return (files.AsOf, () => escalations.RunAsync(Itself, cancellationToken));
        yield return (files.AsOf, () => risk.RefreshAgentsAsync(Itself, cancellationToken));
        yield return (files.AsOf, () => standings.RunAsync(Itself, cancellationToken));
        yield return (files.AsOf, () => weigh.RunAsync(Itself, cancellationToken));
        yield return (files.AsOf, () => mark.RunAsync(DemoAct.Load, manifest.Company, Itself, cancellationToken));
    }

    private Task<PeopleImported> ImportPeopleAsync(DemoFiles files, bool areLeaversThere, CancellationToken cancellationToken)
    {
        var list = Encoding.UTF8.GetString(files.Read(files.Manifest.People));
        return people.RunAsync(
            new StringReader(areLeaversThere ? list.Replace(",left,", ",active,", StringComparison.Ordinal) : list), Itself, cancellationToken);
    }

    private async Task ImportAsync(DemoFiles files, DemoManifest.Reading reading, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var source = files.Manifest.Source;
        var result = await imports.RunAsync(
            new ImportRequest(source.Name, source.Platform, files.Export(reading), at), Itself, progress: null, cancellationToken);
        if (result.Outcome != Imported.Done)
        {
            throw new InvalidOperationException($"The demo organization's export of day {reading.DayOffset} was refused: {result.Message}");
        }
    }

    private async Task IngestAsync(DemoFiles files, string file, CancellationToken cancellationToken)
    {
        var source = (await sources.ListAsync(new PageRequest(), Itself, cancellationToken)).Items.Single(s => s.Name == files.Manifest.Source.Name);
        var result = await events.RunAsync(source.Id, files.Read(file), EventOrigin.Sent, Itself, cancellationToken);
        if (result is not { Rejected: [] })
        {
            throw new InvalidOperationException($"{file} of the demo organization holds an event that cannot be read: {result?.Rejected[0].Reason}");
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Loaded the demo organization {Company} in {Took}.")]
    private partial void LogLoaded(string company, TimeSpan took);

    [LoggerMessage(Level = LogLevel.Warning, Message = "An earlier start was cut off while it loaded the demo organization: loading it again from the start.")]
    private partial void LogHalf();

    [LoggerMessage(Level = LogLevel.Warning, Message = "Demo:Enabled is on, but the database holds other data, so the demo organization was not loaded.")]
    private partial void LogOther();
}
