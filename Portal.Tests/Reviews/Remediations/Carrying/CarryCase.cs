using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Portal.Data.Access;
using Portal.Data.Platforms;
using Portal.Data.Reviews;
using Portal.Data.Reviews.Remediations;
using Portal.Data.Reviews.Remediations.Carrying;
using Portal.Data.Sources;
using Portal.Hosting.Outbound;
using Portal.Sources.Connectors;
using Portal.Tests.Support;
using Portal.Tests.Support.Aws;

namespace Portal.Tests.Reviews.Remediations.Carrying;

/// <summary>A review whose revokes the portal carries out itself, on a stand-in of IAM that holds what the review is about.</summary>
internal sealed class CarryCase : IAsyncDisposable
{
    /// <summary>The role that the wide policy is attached to.</summary>
    public const string Role = "order-assistant";

    /// <summary>The wide policy, as somebody typed it: the same content as the export's, other letters.</summary>
    public const string Typed = """
        {
          "Statement": {"Action": "s3:*", "Effect": "Allow", "Resource": "*"},
          "Version": "2012-10-17"
        }
        """;

    private CarryCase(ReviewCase review, IamStandIn iam, CampaignId campaign, string policy)
    {
        Review = review;
        Iam = iam;
        Campaign = campaign;
        Policy = policy;
    }

    /// <summary>The review.</summary>
    public ReviewCase Review { get; }

    /// <summary>IAM.</summary>
    public IamStandIn Iam { get; }

    /// <summary>The campaign.</summary>
    public CampaignId Campaign { get; }

    /// <summary>The wide policy's ARN.</summary>
    public string Policy { get; }

    /// <summary>What the role holds.</summary>
    public string Holds => Iam.Holds("Role", Role);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Makes one, up to the decision.</summary>
    public static async Task<CarryCase> CreateAsync(Engine engine = Engine.Sqlite, RemediationOptions? options = null, params IReadOnlyList<(string Name, string Value)> settings)
    {
        var iam = await IamStandIn.StartAsync();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
        [
            new("Connectors:AwsAccessKey", BucketStandIn.AccessKey), new("Connectors:AwsSecretKey", BucketStandIn.SecretKey), new("Outbound:AllowedPrivate", "127.0.0.1"),
        ]).Build();
        var review = await ReviewCase.CreateAsync(engine, services => services
            .AddSingleton<IRevocationCarriers>(new AwsCarriers([new ScriptedPlatform()], AwsAccount.From(configuration), OutboundGuard.Create(OutboundSettings.From(configuration))))
            .AddSingleton(CarryPace.Usual with { ReadBackPause = TimeSpan.Zero })
            .AddSingleton(options ?? RemediationOptions.Usual));
        iam.AddRole(Role);
        iam.AddRole("batch-assistant");
        iam.AddPolicy("orders-read", ReviewCase.NarrowDocument.Text);
        iam.AddPolicy("batch-read", ReviewCase.NarrowDocument.Text);
        var policy = iam.AddPolicy(ReviewCase.Wide, Typed);
        iam.Attach("Role", Role, $"arn:aws:iam::{IamStandIn.Account}:policy/orders-read");
        iam.Attach("Role", Role, policy);
        iam.Attach("Role", "batch-assistant", $"arn:aws:iam::{IamStandIn.Account}:policy/batch-read");
        await using var db = await review.Portal.OpenAsync();
        var source = await db.Set<Source>().SingleAsync(Token);
        Dictionary<string, string> all = new(StringComparer.Ordinal) { ["carryOut"] = "on", ["carryEndpoint"] = iam.Address.AbsoluteUri };
        foreach (var (name, value) in settings)
        {
            all[name] = value;
        }
        Assert.Equal(SourceSaved.Saved, await review.Portal.Get<UpdateSource>().RunAsync(source.Id, name: null, all, review.Engineer, Token));
        var campaign = await review.LaunchAsync();
        Assert.Equal(Decided.Recorded, await review.DecideAsync(campaign, DecisionKind.Revoke));
        return new(review, iam, campaign, policy);
    }

    /// <summary>Asks for the revoke to be carried out.</summary>
    public async Task<RemediationMoved?> AskAsync(Caller? by = null) =>
        await Review.Portal.Get<ApplyRemediation>().RunAsync((await FindAsync()).Id, by ?? Review.Engineer, Token);

    /// <summary>Takes the revoke back.</summary>
    public async Task<RemediationMoved?> UndoAsync() =>
        await Review.Portal.Get<UndoRemediation>().RunAsync((await FindAsync()).Id, "It is needed.", Review.Engineer, Token);

    /// <summary>Does what is due.</summary>
    public Task<int> CarryAsync(CancellationToken? cancellationToken = null) => Review.Portal.Get<CarryOut>().RunAsync(cancellationToken ?? Token);

    /// <summary>Lets time pass, then does what is due.</summary>
    public Task<int> CarryAfterAsync(TimeSpan time)
    {
        Review.Portal.Clock.Advance(time);
        return CarryAsync();
    }

    /// <summary>The remediation of the wide policy.</summary>
    public async Task<RemediationRow> FindAsync() => (await Review.Portal.Get<RemediationQueries>().ListAsync(new(), new(), Review.Engineer, Token)).Items
        .Single(r => r.Entitlement.Name == ReviewCase.Wide);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Review.DisposeAsync();
        await Iam.DisposeAsync();
    }
}
