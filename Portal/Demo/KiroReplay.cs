using System.Runtime.CompilerServices;
using Portal.Data.Access;
using Portal.Data.Changes;
using Portal.Data.Demo;
using Portal.Data.Incidents;
using Portal.Data.Lists;
using Portal.Data.Sources;

namespace Portal.Demo;

/// <summary>
/// Plays the incident of December 2025 into the demo organization, through the same door as real events and marked as simulated, and makes the
/// incident of it. Whatever time a fact has in the script, its events happen now.
/// </summary>
/// <param name="personas">Know the organization.</param>
/// <param name="demo">Knows whether this is the demo.</param>
/// <param name="sources">Finds its source.</param>
/// <param name="ingest">Takes the events.</param>
/// <param name="changes">Finds what came of them.</param>
/// <param name="make">Makes the incident.</param>
/// <param name="rename">Gives it its title.</param>
/// <param name="add">Adds what was said.</param>
/// <param name="mark">Records the playing.</param>
/// <param name="settings">Say whether the demo is on.</param>
/// <param name="clock">The time.</param>
internal sealed class KiroReplay(
    Personas personas,
    DemoQueries demo,
    SourceQueries sources,
    IngestEvents ingest,
    ChangeQueries changes,
    MakeIncident make,
    RenameIncident rename,
    AddStatement add,
    MarkDemo mark,
    Hosting.PortalSettings settings,
    TimeProvider clock)
{
    private static readonly Caller Itself = Caller.System("replay");

    private readonly Lazy<ReplayScript> _script = new(() => new DemoFiles(DemoFiles.DefaultDirectory, clock.GetUtcNow()).Read<ReplayScript>(ReplayScript.File));

    /// <summary>What is played.</summary>
    public ReplayScript Script => _script.Value;

    /// <summary>Whether it can be played: only in the demo, and only into the demo organization.</summary>
    public async Task<bool> CanPlayAsync(CancellationToken cancellationToken) =>
        settings.IsDemo && await demo.ReadStateAsync(cancellationToken) == DemoState.Loaded;

    /// <summary>Plays it, card by card.</summary>
    /// <param name="pause">How long each card stands alone.</param>
    /// <param name="by">Who plays it.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="AccessDeniedException">The caller may not use the demo.</exception>
    public async IAsyncEnumerable<ReplayCard> PlayAsync(TimeSpan pause, Caller by, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await mark.RunAsync(DemoAct.PlayReplay, personas.Company, by, cancellationToken);
        var source = await SourceAsync(cancellationToken);
        foreach (var card in Script.Cards)
        {
            foreach (var record in card.Records)
            {
                await ingest.RunAsync(source, new SimulatedEvent(card.Title, record).Fill(clock.GetUtcNow()), EventOrigin.Simulator, Itself, cancellationToken);
            }
            yield return card;
            await Task.Delay(pause, clock, cancellationToken);
        }
    }

    /// <summary>Makes the incident of what was played last, with what was said about it.</summary>
    /// <returns>The incident; null when nothing was played.</returns>
    public async Task<IncidentId?> ConcludeAsync(Caller by, CancellationToken cancellationToken)
    {
        var source = await SourceAsync(cancellationToken);
        var played = await changes.ListAsync(new() { Source = source, Q = Script.Origin }, new PageRequest(), by, cancellationToken);
        if (played.Items.FirstOrDefault(c => c is { IsSimulated: true, Error: null }) is not { } origin
            || await make.RunAsync(origin.Id, by, cancellationToken) is not { } incident)
        {
            return null;
        }
        await rename.RunAsync(incident, Script.Title, by, cancellationToken);
        foreach (var said in Script.Statements)
        {
            await add.RunAsync(incident, new(said.Kind, said.Speaker, said.Text, said.Source, PublicAt(said), [origin.Id]), by, cancellationToken);
        }
        return incident;
    }

    // A machine whose clock stands before that day has it said now.
    private DateTimeOffset PublicAt(ReplayScript.Said said)
    {
        var day = new DateTimeOffset(said.SaidOn, TimeOnly.MinValue, TimeSpan.Zero);
        return day < clock.GetUtcNow() ? day : clock.GetUtcNow();
    }

    private async Task<SourceId> SourceAsync(CancellationToken cancellationToken)
    {
        var name = new DemoFiles(DemoFiles.DefaultDirectory, clock.GetUtcNow()).Manifest.Source.Name;
        return (await sources.ListAsync(new PageRequest(), Itself, cancellationToken)).Items.FirstOrDefault(s => s.Name == name)?.Id
            ?? throw new InvalidOperationException($"The source '{name}' is not there. Run 'demo reset' to load the organization again.");
    }
}
