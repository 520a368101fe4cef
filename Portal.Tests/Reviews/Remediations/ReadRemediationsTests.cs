using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Inventory;
using Portal.Data.Permissions.Reading;
using Portal.Data.Reviews;
using Portal.Data.Reviews.Remediations;
using Portal.Tests.Support;

namespace Portal.Tests.Reviews.Remediations;

/// <summary>A command that gives a privileged agent's policy back holds what the policy says: it is given out to who asks for it, and that is recorded.</summary>
public sealed class ReadRemediationsTests
{
    private const string Inverse = """aws iam put-role-policy --role-name=order-assistant --policy-name=write '--policy-document={"Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}'""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEachEngine]
    public async Task Lists_leave_it_out_and_who_asks_for_it_is_recorded(Engine engine)
    {
        await using var review = await RevokedAsync(engine, isAdministrator: true);
        var (portal, by, program) = (review.Portal, await review.Portal.AsAsync(Role.Auditor), await review.Portal.AsTokenAsync(TokenScope.Read));

        var listed = await review.RemediationAsync();
        var found = await portal.Get<RemediationQueries>().FindAsync(listed.Id, by, Token);
        Assert.Empty(await ReadingsAsync(portal));
        var read = await portal.Get<ReadRemediations>().FindAsync(listed.Id, by, Token);
        await portal.Get<ReadRemediations>().FindAsync(listed.Id, by, Token);
        await portal.Get<ReadRemediations>().FindAsync(listed.Id, program, Token);
        await portal.Get<ReadRemediations>().FindAsync(listed.Id, program, Token);

        // What takes it away holds no policy.
        Assert.All([listed, found!], row => Assert.True(row is { IsGuarded: true, Inverse: null, Command: not null }));
        Assert.Equal(Inverse, read!.Inverse);
        var entries = await ReadingsAsync(portal);
        Assert.Equal([by.Id, program.Id, program.Id], entries.Select(e => e.ActorId));
        Assert.All(entries, e => Assert.Equal(("remediation", listed.Id.Value.ToString()), (e.SubjectKind, e.SubjectId)));
        Assert.DoesNotContain("s3:*", string.Concat(entries.Select(e => e.After)), StringComparison.Ordinal);
    }

    [Theory, OnEachEngine]
    public async Task Where_it_cannot_be_recorded_it_is_not_given_out(Engine engine)
    {
        await using var review = await RevokedAsync(engine, isAdministrator: true);
        var (row, by) = (await review.RemediationAsync(), await review.Portal.AsAsync(Role.Auditor));
        await review.Portal.TamperAsync("DELETE FROM audit_log");

        await Assert.ThrowsAnyAsync<Exception>(() => review.Portal.Get<ReadRemediations>().FindAsync(row.Id, by, Token));
    }

    [Theory, OnEachEngine]
    public async Task What_no_privileged_agent_holds_is_there_and_read_without_an_entry(Engine engine)
    {
        await using var review = await RevokedAsync(engine, isAdministrator: false);

        var row = await review.RemediationAsync();

        Assert.True(row is { IsGuarded: false, Inverse: Inverse });
        Assert.Equal(Inverse, (await review.Portal.Get<ReadRemediations>().FindAsync(row.Id, review.Engineer, Token))!.Inverse);
        Assert.Empty(await ReadingsAsync(review.Portal));
    }

    [Theory, OnEachEngine]
    public async Task The_record_holds_the_commands_by_their_digests(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        await review.DecideAsync(await review.LaunchAsync(), DecisionKind.Revoke);
        var row = await review.RemediationAsync();

        await using var db = await review.Portal.OpenAsync();
        var entries = await db.AuditEntries.Where(e => e.SubjectKind == "remediation").Select(e => e.Before + e.After).ToListAsync(Token);

        Assert.NotEmpty(entries);
        Assert.All(entries, text => Assert.DoesNotContain("aws iam", text, StringComparison.Ordinal));
        Assert.Contains(entries, text => text.Contains(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(row.Inverse!))), StringComparison.Ordinal));
    }

    private static async Task<ReviewCase> RevokedAsync(Engine engine, bool isAdministrator)
    {
        var review = await ReviewCase.CreateAsync(engine);
        await review.DecideAsync(await review.LaunchAsync(), DecisionKind.Revoke);
        await using var db = await review.Portal.OpenAsync();
        await db.Identities.Where(i => i.Name == "order-assistant").ExecuteUpdateAsync(u => u.SetProperty(i => i.IsAdministrator, isAdministrator), Token);
        await db.Remediations.ExecuteUpdateAsync(u => u.SetProperty(r => r.Inverse, Inverse), Token);
        return review;
    }

    private static async Task<IReadOnlyList<AuditEntry>> ReadingsAsync(TestPortalData portal)
    {
        await using var db = await portal.OpenAsync();
        return await db.AuditEntries.AsNoTracking().Where(e => e.Action == PolicyReadings.Name).OrderBy(e => e.Sequence).ToListAsync(Token);
    }
}
