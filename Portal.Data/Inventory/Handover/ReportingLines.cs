using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.People;
using Portal.Data.Storage;

namespace Portal.Data.Inventory.Handover;

/// <summary>Who is here, and whom to ask instead of someone who is not.</summary>
/// <param name="people">The people whom it may come to: those asked about, and the managers above those who left.</param>
internal sealed class ReportingLines(IEnumerable<ReportingLines.Line> people)
{
    private readonly Dictionary<PersonId, Line> _people = people.ToDictionary(p => p.Id);

    /// <summary>Reads these people, and the managers above each who is not here, up to one who is.</summary>
    public static async Task<ReportingLines> ReadAsync(GovernanceDb db, IEnumerable<PersonId> people, CancellationToken cancellationToken)
    {
        var known = new Dictionary<PersonId, Line>();
        var asked = people.Distinct().ToList();
        while (asked.Count > 0)
        {
            var read = await db.People.AsNoTracking()
                .Where(p => EF.Parameter(asked).Contains(p.Id))
                .Select(p => new Line(p.Id, p.IsActive, p.ManagerId))
                .ToListAsync(cancellationToken);
            foreach (var line in read)
            {
                known.Add(line.Id, line);
            }
            asked = [.. read.Where(p => !p.IsActive).Select(p => p.ManagerId).OfType<PersonId>().Where(id => !known.ContainsKey(id)).Distinct()];
        }
        return new(known.Values);
    }

    /// <summary>
    /// Who answers for an agent once its owner left: its sponsor; else the next manager above the owner who is here; else nobody. A line of
    /// managers that leads back into itself ends there.
    /// </summary>
    public PersonId? SuccessorOf(PersonId owner, PersonId? sponsor)
    {
        if (sponsor is { } first && first != owner && IsHere(first))
        {
            return first;
        }
        var passed = new HashSet<PersonId> { owner };
        var next = _people.GetValueOrDefault(owner)?.ManagerId;
        while (next is { } manager && passed.Add(manager))
        {
            if (IsHere(manager))
            {
                return manager;
            }
            next = _people.GetValueOrDefault(manager)?.ManagerId;
        }
        return null;
    }

    private bool IsHere(PersonId id) => _people.GetValueOrDefault(id)?.IsActive == true;

    /// <summary>One person.</summary>
    /// <param name="Id">Who.</param>
    /// <param name="IsActive">Whether they are here.</param>
    /// <param name="ManagerId">Their manager, or null.</param>
    internal sealed record Line(PersonId Id, bool IsActive, PersonId? ManagerId);
}
