using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Changes;
using Portal.Data.Access;
using Portal.Data.Changes;
using Portal.Data.Changes.Effects;
using Portal.Tests.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Changes;

/// <summary>The page of a change says what it means for what identities may do.</summary>
public sealed class ChangeEffectPanelTests : SharedContext, IAsyncLifetime
{
    private TestPortalData? _stored;

    private TestPortalData Stored => _stored ?? throw new InvalidOperationException("The database is made before the test begins.");

    public async ValueTask InitializeAsync() => _stored = await TestPortalData.CreateAsync(Engine.Sqlite);

    [Fact]
    public async Task What_is_gained_stands_in_sentences_first()
    {
        var panel = await OpenAsync(role => CloudTrail.Record("AttachRolePolicy", "e1", An.Instant, new { roleName = role, policyArn = "arn:aws:iam::aws:policy/AdministratorAccess" }));

        panel.WaitForAssertion(() => Assert.Contains("Becomes an administrator", panel.Markup, StringComparison.Ordinal));
        Assert.NotEmpty(panel.FindAll(".sentences li"));
    }

    [Fact]
    public async Task An_edit_without_effect_says_so()
    {
        var panel = await OpenAsync(role => CloudTrail.Put("e1", An.Instant, role, "own", """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:*","Resource":"*"}]}"""));

        panel.WaitForAssertion(() => Assert.Contains("may do exactly the same", panel.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Activity_that_changes_no_permission_says_nothing_of_them()
    {
        var panel = await OpenAsync(role => CloudTrail.Record("DeleteBucket", "e1", An.Instant, new { bucketName = role }, service: "s3").Replace("aws-sdk-go-v2/1.30.3", "claude-code/2.1.0", StringComparison.Ordinal));

        Assert.Equal(string.Empty, panel.Markup.Trim());
    }

    /// <inheritdoc/>
    protected override void Register(IServiceCollection services) => services.AddSingleton(_ => Stored.Get<ChangeEffectQueries>());

    /// <inheritdoc/>
    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        if (_stored is not null)
        {
            await _stored.DisposeAsync();
        }
    }

    private async Task<IRenderedComponent<ChangeEffectPanel>> OpenAsync(Func<string, string> record)
    {
        var (source, role) = await IngestEventsTests.StoreRoleAsync(Stored);
        await Stored.Get<IngestEvents>().RunAsync(source.Id, CloudTrail.File(record(role.Name)), EventOrigin.Sent, Caller.System("tests"), CancellationToken.None);
        await using var db = await Stored.OpenAsync();
        var (id, kind) = await db.Changes.Select(c => ValueTuple.Create(c.Id, c.Kind)).SingleAsync();
        return Render<ChangeEffectPanel>(p => p.Add(e => e.Change, id).Add(e => e.Kind, kind));
    }
}
