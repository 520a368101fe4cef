using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Data.Lists;
using Portal.Data.Permissions.Organizations;
using Portal.Data.Platforms;
using Portal.Data.Platforms.Organizations;
using Portal.Data.Storage;

namespace Portal.Data.Permissions;

/// <summary>Answers who can do something, across the whole organization, now or as of a time.</summary>
/// <param name="databases">Where contexts come from.</param>
/// <param name="organizations">What is in force now.</param>
/// <param name="platforms">Whose engines answer.</param>
public sealed class WhoCanQueries(IDbContextFactory<GovernanceDb> databases, OrganizationCache organizations, IEnumerable<IPlatform> platforms)
{
    // Pages of one answer follow each other within minutes: the newest few answers are kept, and with them their versions.
    private const int KeptAnswers = 8;

    // A past organization may be as large as the present one: those of the newest few times are kept, each once for all answers about it.
    private const int KeptTimes = 2;

    private readonly List<IPlatform> _platforms = [.. platforms];
    private readonly Lock _gate = new();
    private List<Kept> _kept = [];

    /// <summary>The identities that can do what <paramref name="filter"/> asks, by name, with their ways.</summary>
    /// <exception cref="BadCursorException">The page does not belong to this list.</exception>
    public async Task<WhoCanPage> RunAsync(WhoCanFilter filter, PageRequest page, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadInventory);
        var after = Cursor.Read<string>(page.After);
        var question = new AccessQuestion(filter.Action ?? string.Empty, filter.Resource, new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal));
        var found = new List<(Holder Holder, Kept Answer, WhoCanFinding Finding)>();
        var (total, outsiders, notModelled) = (0, new List<WhoCanOutsider>(), new List<string>());
        foreach (var platform in _platforms)
        {
            var answer = await AnswerAsync(platform, filter, question, cancellationToken);
            total += answer.Found.Findings.Count;
            outsiders.AddRange(answer.Found.Outsiders);
            notModelled.AddRange(answer.Found.NotModelled);
            // Each list is in the order of names: the place behind the cursor is found, not walked to.
            found.AddRange(answer.Found.Findings.Skip(Behind(answer, after)).Take(page.Limit + 1).Select(f => (answer.Organization.Holders[f.Identity], answer, f)));
        }
        var items = found.OrderBy(f => f.Holder.Name, StringComparer.Ordinal).ThenBy(f => f.Holder.Id).Take(page.Limit).ToList();
        return new(
            [.. items.Select(f => Row(f.Answer, question, f.Finding))],
            found.Count > items.Count ? Cursor.Write(items[^1].Holder.Name, items[^1].Holder.Id) : null,
            total,
            outsiders,
            notModelled);
    }

    private async Task<Kept> AnswerAsync(IPlatform platform, WhoCanFilter filter, AccessQuestion question, CancellationToken cancellationToken)
    {
        var now = await organizations.GetAsync(platform.Platform, cancellationToken);
        lock (_gate)
        {
            if (_kept.FirstOrDefault(k => k.Platform == platform && k.Version == now.Version && k.Filter == filter) is { } kept)
            {
                return kept;
            }
        }
        var organization = filter.At is null ? now : KeptAsOf(platform, now.Version, filter.At);
        if (organization is null && filter.At is { } at)
        {
            await using var db = await databases.CreateDbContextAsync(cancellationToken);
            organization = await OrganizationReader.ReadAsOfAsync(db, platform.Platform, at, cancellationToken);
        }
        var answer = new Kept(platform, now.Version, filter, organization!, platform.Organizations.WhoCan(organization!, question, filter.Depth, cancellationToken));
        Keep(answer);
        return answer;
    }

    private Organization? KeptAsOf(IPlatform platform, long version, DateTimeOffset? at)
    {
        lock (_gate)
        {
            return _kept.FirstOrDefault(k => k.Platform == platform && k.Version == version && k.Filter.At == at)?.Organization;
        }
    }

    private void Keep(Kept answer)
    {
        lock (_gate)
        {
            var answers = _kept.Where(k => k.Platform != answer.Platform || k.Version == answer.Version).Prepend(answer).Take(KeptAnswers).ToList();
            var times = answers.Select(k => k.Filter.At).OfType<DateTimeOffset>().Distinct().Take(KeptTimes).ToList();
            _kept = [.. answers.Where(k => k.Filter.At is not { } at || times.Contains(at))];
        }
    }

    private static int Behind(Kept answer, (string Key, Guid Id)? after)
    {
        if (after is not { } last)
        {
            return 0;
        }
        var (low, high) = (0, answer.Found.Findings.Count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            var holder = answer.Organization.Holders[answer.Found.Findings[middle].Identity];
            var order = string.CompareOrdinal(holder.Name, last.Key);
            if (order < 0 || (order == 0 && holder.Id.CompareTo(last.Id) <= 0))
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }
        return low;
    }

    private static WhoCanRow Row(Kept answer, AccessQuestion question, WhoCanFinding finding)
    {
        var holder = answer.Organization.Holders[finding.Identity];
        var path = answer.Platform.Organizations.Explain(answer.Organization, question, finding).Select(hop => Step(answer.Organization, hop)).ToList();
        return new(
            new IdentityId(holder.Id),
            holder.Name,
            holder.NativeId,
            holder.Kind,
            holder.Container,
            finding.Decision,
            path,
            [.. path.SelectMany(s => s.MissingContext).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)]);
    }

    private static WhoCanStep Step(Organization organization, WhoCanHop hop)
    {
        var holder = organization.Holders[hop.Identity];
        var deciding = hop.Answer.DecidedBy.Where(s => s.PolicyKind == "identity").Select(s => s.Policy).ToHashSet(StringComparer.Ordinal);
        return new(
            new IdentityId(holder.Id),
            holder.Name,
            holder.NativeId,
            hop.Becomes is { } next ? organization.Holders[next].NativeId : null,
            hop.Answer.Decision,
            hop.Answer.Reason,
            [.. holder.Policies.Policies.Where(p => deciding.Contains(p.Name)).Select(p => p.Entitlement).Distinct()],
            hop.Answer.DecidedBy,
            hop.Answer.MissingContext);
    }

    private sealed record Kept(IPlatform Platform, long Version, WhoCanFilter Filter, Organization Organization, WhoCan Found);
}
