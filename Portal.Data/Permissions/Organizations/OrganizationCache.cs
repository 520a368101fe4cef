using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Platforms;
using Portal.Data.Platforms.Organizations;
using Portal.Data.Storage;

namespace Portal.Data.Permissions.Organizations;

/// <summary>
/// What is in force now, in memory, once per process. Each question first asks the database for the newest snapshot of every source (one small
/// query), so that the answer is never older than the last import, whichever portal made it; only what changed is then read.
/// </summary>
/// <param name="databases">Where contexts come from.</param>
public sealed class OrganizationCache(IDbContextFactory<GovernanceDb> databases)
{
    // An import may commit while a version is read. It does so once or twice, not without end.
    private const int Attempts = 3;

    private readonly ConcurrentDictionary<Platform, Entry> _entries = [];

    /// <summary>The newest version for <paramref name="platform"/>. Hold on to it for one answer and ask again for the next.</summary>
    public async Task<Organization> GetAsync(Platform platform, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var entry = _entries.GetOrAdd(platform, _ => new());
        var marks = await OrganizationReader.MarksAsync(db, platform, cancellationToken);
        if (entry.IsAt(marks))
        {
            return entry.Reading!.Organization;
        }
        await entry.Turn.WaitAsync(cancellationToken);
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                marks = await OrganizationReader.MarksAsync(db, platform, cancellationToken);
                if (entry.IsAt(marks))
                {
                    return entry.Reading!.Organization;
                }
                var reading = await new OrganizationReader(db, platform, entry.Reading).ReadAsync(marks, cancellationToken);
                var after = await OrganizationReader.MarksAsync(db, platform, cancellationToken);
                if (Entry.AreSame(after, marks) || attempt == Attempts)
                {
                    // Read across an import it may mix both states; its marks are the older ones, so the next question reads again.
                    entry.Reading = reading;
                    return reading.Organization;
                }
            }
        }
        finally
        {
            entry.Turn.Release();
        }
    }

    private sealed class Entry
    {
        private volatile OrganizationReading? _reading;

        public SemaphoreSlim Turn { get; } = new(1);

        public OrganizationReading? Reading
        {
            get => _reading;
            set => _reading = value;
        }

        public bool IsAt(Dictionary<Sources.SourceId, SourceMark> marks) => _reading is { } reading && AreSame(reading.Marks, marks);

        public static bool AreSame(IReadOnlyDictionary<Sources.SourceId, SourceMark> left, Dictionary<Sources.SourceId, SourceMark> right) =>
            left.Count == right.Count && left.All(m => right.TryGetValue(m.Key, out var other) && other == m.Value);
    }
}
