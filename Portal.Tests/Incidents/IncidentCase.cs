using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Changes;
using Portal.Data.Incidents;
using Portal.Data.Inventory;
using Portal.Data.Platforms;
using Portal.Data.Platforms.Aws.Policies;
using Portal.Data.Sources;
using Portal.Tests.Changes;
using Portal.Tests.Support;
using PolicyDocument = Portal.Data.Inventory.PolicyDocument;

namespace Portal.Tests.Incidents;

/// <summary>A role that a snapshot shows with a policy, one more policy that an event gave it, and a stack that was deleted through it afterwards.</summary>
internal sealed class IncidentCase
{
    /// <summary>Allows what was done.</summary>
    public const string Wide = """{"Version":"2012-10-17","Statement":[{"Sid":"Stacks","Effect":"Allow","Action":"cloudformation:*","Resource":"*"}]}""";

    private const string Narrow = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}""";

    private IncidentCase(TestPortalData data, Source source, Identity role, Caller engineer)
    {
        Data = data;
        Source = source;
        Role = role;
        Engineer = engineer;
    }

    /// <summary>When the stack was deleted.</summary>
    public static DateTimeOffset At { get; } = An.Instant.AddHours(2);

    /// <summary>The portal.</summary>
    public TestPortalData Data { get; }

    /// <summary>Where events come from.</summary>
    public Source Source { get; }

    /// <summary>Who acted.</summary>
    public Identity Role { get; }

    /// <summary>Who makes incidents.</summary>
    public Caller Engineer { get; }

    /// <summary>Makes it.</summary>
    public static async Task<IncidentCase> CreateAsync(TestPortalData data)
    {
        var source = A.Source();
        var role = An.Identity(source, name: "CostTools-Operator");
        await data.StoreAsync(
            source,
            role,
            new Snapshot { SourceId = source.Id, TakenAt = An.Instant, ImportedAt = An.Instant, IsComplete = true, Counts = new(1, 1, 1, 1, 0, 0, 1, 0) },
            new Entitlement
            {
                IdentityId = role.Id,
                Kind = EntitlementKind.InlinePolicy,
                Key = "read",
                Name = "read",
                Documents = [new GrantDocument("read", PolicyNormalizer.Hash(Narrow))],
                ObservedFrom = An.Instant,
            },
            new PolicyDocument { Hash = PolicyNormalizer.Hash(Narrow), Platform = Platform.Aws, Text = Narrow });
        data.Clock.SetUtcNow(At.AddHours(3));
        var made = new IncidentCase(data, source, role, await data.AsAsync(Portal.Data.Access.Role.SecurityEngineer));
        await made.IngestAsync(
            CloudTrail.Put("grant-1", An.Instant.AddHours(1), role.Name, "stacks", Wide),
            Deletion("delete-1", At),
            Deletion("delete-2", At.AddSeconds(2)),
            Deletion("delete-3", At.AddSeconds(4)));
        return made;
    }

    /// <summary>Sends events.</summary>
    public Task<IngestResult?> IngestAsync(params IReadOnlyList<string> records) =>
        Data.Get<IngestEvents>().RunAsync(Source.Id, CloudTrail.File(records), EventOrigin.Sent, Caller.System("tests"), CancellationToken.None);

    /// <summary>The change of an event.</summary>
    public async Task<ChangeId> ChangeAsync(string eventId)
    {
        await using var db = await Data.OpenAsync();
        return await db.Changes.Where(c => c.EventId == eventId).Select(c => c.Id).SingleAsync();
    }

    /// <summary>An incident made of the first deletion.</summary>
    public async Task<IncidentId> MakeAsync() => (await Data.Get<MakeIncident>().RunAsync(await ChangeAsync("delete-1"), Engineer, CancellationToken.None))!.Value;

    /// <summary>A deletion by the role in one session, with a user agent that names Kiro.</summary>
    public static string Deletion(string id, DateTimeOffset at) => CloudTrail
        .Record("DeleteStack", id, at, new { stackName = "costviz-prod" }, actor: "CostTools-Operator", service: "cloudformation")
        .Replace("aws-sdk-go-v2/1.30.3", "aws-cli/2.36.7 md/awscrt#0.31.2 ua/2.1 os/linux m/b,AQ,E", StringComparison.Ordinal)
        .Replace("\"sessionContext\":{", "\"accessKeyId\":\"ASIAEXAMPLE\",\"sessionContext\":{\"attributes\":{\"creationDate\":\"2026-01-01T00:00:00Z\",\"mfaAuthenticated\":\"true\"},", StringComparison.Ordinal);
}
