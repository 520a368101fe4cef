using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Changes;
using Portal.Data.Changes.Delegates;
using Portal.Data.Incidents;
using Portal.Data.Inventory;
using Portal.Data.Notices;
using Portal.Data.Platforms;
using Portal.Data.Reviews;
using Portal.Data.Reviews.MicroReviews;
using Portal.Data.Reviews.Schedules;
using Portal.Data.Sources;
using Portal.Data.Storage;

namespace Portal.Tests.Support;

/// <summary>The portal's pages, found by their routes so that no new one is forgotten, each with an address that shows something.</summary>
public static partial class Routes
{
    /// <summary>The route templates of all pages.</summary>
    public static IReadOnlyList<string> Pages { get; } =
    [
        .. typeof(Program).Assembly.GetTypes().SelectMany(t => t.GetCustomAttributes<RouteAttribute>()).Select(r => r.Template).Order(StringComparer.Ordinal),
    ];

    /// <summary>Whether the page is a plain document without a circuit.</summary>
    public static bool IsPlain(string template) => Array.Exists(
        typeof(Program).Assembly.GetTypes(),
        t => t.GetCustomAttributes<RouteAttribute>().Any(r => r.Template == template) && t.GetCustomAttribute<ExcludeFromInteractiveRoutingAttribute>() is not null);

    /// <summary>An address of the page that exists in <paramref name="portal"/>.</summary>
    /// <exception cref="InvalidOperationException">The template names a parameter that has no sample here yet.</exception>
    public static async Task<string> AddressOfAsync(string template, PortalServer portal)
    {
        await using var db = await portal.OpenDatabaseAsync();
        var address = template;
        foreach (Match parameter in Parameter().Matches(template))
        {
            var sample = await SampleAsync(portal, db, template, parameter.Groups["name"].Value);
            address = address.Replace(parameter.Value, sample, StringComparison.Ordinal);
        }
        return address;
    }

    private static async Task<string> SampleAsync(PortalServer portal, GovernanceDb db, string template, string parameter) => template.Split('/')[1] switch
    {
        "agents" => (await db.Set<Agent>().OrderByDescending(a => a.Risk).Select(a => a.Id).FirstAsync()).Value.ToString(),
        "identities" => (await db.Set<Identity>().OrderByDescending(i => i.Risk).Select(i => i.Id).FirstAsync()).Value.ToString(),
        "changes" => (await db.Set<Change>().OrderByDescending(c => c.At).Select(c => c.Id).FirstAsync()).Value.ToString(),
        "delegates" => (await db.Set<DelegatedIdentity>().OrderByDescending(d => d.LastAt).Select(d => d.Id).FirstAsync()).Value.ToString(),
        "incidents" => (await IncidentAsync(portal, db)).Value.ToString(),
        "campaigns" when template.StartsWith("/campaigns/templates", StringComparison.Ordinal) => (await TemplateAsync(db)).Value.ToString(),
        "campaigns" when template.StartsWith("/campaigns/micro-reviews", StringComparison.Ordinal) => (await MicroReviewRuleAsync(db)).Value.ToString(),
        "campaigns" or "reviews" => (await db.Set<Campaign>().Select(c => c.Id).FirstAsync()).Value.ToString(),
        "people" => (await db.Set<Portal.Data.People.Person>().OrderBy(p => p.Name).Select(p => p.Id).FirstAsync()).Value.ToString(),
        "sources" => (await db.Set<Source>().Select(s => s.Id).FirstAsync()).Value.ToString(),
        "notices" => (await RuleAsync(db)).Value.ToString(),
        _ => throw new InvalidOperationException($"Say here what {{{parameter}}} may be in the page {template}."),
    };

    /// <summary>The demo has none until somebody makes one: here of the last thing that was deleted.</summary>
    private static async Task<IncidentId> IncidentAsync(PortalServer portal, GovernanceDb db)
    {
        if (await db.Set<Incident>().Select(i => (IncidentId?)i.Id).FirstOrDefaultAsync() is { } there)
        {
            return there;
        }
        var change = await db.Set<Change>().OrderByDescending(c => c.Kind == ChangeKind.Destructive).ThenByDescending(c => c.At).Select(c => c.Id).FirstAsync();
        return (await portal.Get<MakeIncident>().RunAsync(change, Caller.System("tests"), CancellationToken.None))!.Value;
    }

    /// <summary>A template that is switched on; the demo has none of its own.</summary>
    private static async Task<CampaignTemplateId> TemplateAsync(GovernanceDb db)
    {
        if (await db.Set<CampaignTemplate>().OrderBy(t => t.CreatedAt).FirstOrDefaultAsync() is { } present)
        {
            return present.Id;
        }
        var template = A.CampaignTemplate((await db.Set<Campaign>().FirstAsync()).OwnerId);
        db.Add(template);
        await db.SaveChangesAsync();
        return template.Id;
    }

    /// <summary>A rule that opens micro-reviews; the demo has none of its own.</summary>
    private static async Task<MicroReviewRuleId> MicroReviewRuleAsync(GovernanceDb db)
    {
        if (await db.Set<MicroReviewRule>().OrderBy(r => r.CreatedAt).FirstOrDefaultAsync() is { } present)
        {
            return present.Id;
        }
        var rule = A.MicroReviewRule((await db.Set<Campaign>().FirstAsync()).OwnerId);
        db.Add(rule);
        await db.SaveChangesAsync();
        return rule.Id;
    }

    /// <summary>A rule with a channel, so that its page shows all that it can; the demo has none of its own.</summary>
    private static async Task<NoticeRuleId> RuleAsync(GovernanceDb db)
    {
        if (await db.Set<NoticeRule>().OrderBy(r => r.CreatedAt).FirstOrDefaultAsync() is { } present)
        {
            return present.Id;
        }
        var rule = A.PostingRule(new Uri("https://hooks.example.org/notices"));
        db.Add(rule);
        await db.SaveChangesAsync();
        return rule.Id;
    }

    [GeneratedRegex(@"\{\*{0,2}(?<name>\w+)[^}]*\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Parameter();
}
