using System.IO.Compression;
using System.Text;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Audit.Checkpoints;
using Portal.Data.Audit.Packs;
using Portal.Data.Audit.Verification;
using Portal.Data.Reviews;
using Portal.Data.Reviews.Evidence;
using Portal.Data.Reviews.NoAnswers;
using Portal.Data.Reviews.Stages;
using Portal.Tests.Support;

namespace Portal.Tests.Reviews.Evidence;

/// <summary>A campaign with an attested, a revoked and an unanswered item, signed off and its evidence taken.</summary>
internal static class EvidenceCase
{
    /// <summary>A reason that a spreadsheet, a page and a CSV reader could each misread.</summary>
    public const string HostileReason = "=HYPERLINK(\"http://evil.example\",\"x\")\n<script>alert(1)</script> \u202E\"";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Signs a campaign off.</summary>
    public static async Task<CampaignId> SealAsync(ReviewCase review)
    {
        var id = await review.LaunchAsync();
        Assert.Equal(Decided.Recorded, await review.DecideAsync(id, DecisionKind.Revoke));
        Assert.Equal(Decided.Recorded, await review.DecideAsync(id, DecisionKind.Attest, HostileReason, "orders-read"));
        return await SignOffAsync(review, id);
    }

    /// <summary>Signs off one in which two people vote: of one item they disagree, of one only one says anything, of one nobody.</summary>
    public static async Task<CampaignId> SealVotesAsync(ReviewCase review)
    {
        var stage = A.ReviewStage(ReviewerRuleKind.People) with
        {
            Rule = new(ReviewerRuleKind.People) { People = [review.Olga.Id, review.Ben.Id] },
            Asked = 2,
            Strategy = VoteStrategy.AcceptedUnlessDenied,
        };
        var id = await review.LaunchAsync(stages: stage);
        Assert.Equal(Decided.Recorded, await review.DecideAsync(id, DecisionKind.Attest, "Needed."));
        Assert.Equal(Decided.Recorded, await review.DecideAsync(id, DecisionKind.Revoke, by: review.AsBen));
        Assert.Equal(Decided.Recorded, await review.DecideAsync(id, DecisionKind.Attest, "Needed.", "orders-read"));
        return await SignOffAsync(review, id);
    }

    /// <summary>Signs off one in which nobody answers, and whose policy takes the riskiest away.</summary>
    public static async Task<CampaignId> SealUnansweredAsync(ReviewCase review)
    {
        var first = await review.LaunchAsync("To know its risk");
        var policy = new NoAnswerPolicy((await review.ItemAsync(first)).Risk, MostDisabled: 10, EndsAfterDays: 5);
        await review.Portal.Get<CancelCampaign>().RunAsync(first, "Known.", review.Engineer, Token);
        var draft = new CampaignDraft("Quarterly review", string.Empty, review.Portal.Clock.GetUtcNow().AddDays(14)) { OwnersDecideAlone = true, NoAnswer = policy };
        var id = (await review.Portal.Get<CreateCampaign>().RunAsync(draft, review.Engineer, Token)).Id!.Value;
        Assert.Equal(CampaignMoved.Done, await review.Portal.Get<LaunchCampaign>().RunAsync(id, review.Engineer, Token));
        return await SignOffAsync(review, id);
    }

    private static async Task<CampaignId> SignOffAsync(ReviewCase review, CampaignId id)
    {
        review.Portal.Clock.Advance(TimeSpan.FromDays(14));
        Assert.Equal(CampaignMoved.Done, await review.Portal.Get<CloseCampaign>().RunAsync(id, review.Engineer, Token));
        await review.ImportAsync(ReviewCase.WithoutWide);
        Assert.Equal(CampaignMoved.Done, await review.Portal.Get<SealCampaign>().RunAsync(id, "Reviewed and complete.", review.Engineer, Token));
        await review.Portal.Get<WriteCheckpoints>().RunAsync(Token);
        return id;
    }

    /// <summary>Its evidence, as an auditor takes it.</summary>
    public static async Task<byte[]> PackAsync(ReviewCase review, CampaignId id)
    {
        using var pack = new MemoryStream();
        await review.Portal.Get<WriteEvidence>().RunAsync(id, pack, await review.Portal.AsAsync(Role.Auditor), Token);
        return pack.ToArray();
    }

    /// <summary>What verifying it says.</summary>
    public static async Task<VerificationResult> VerifyAsync(ReviewCase review, byte[] pack, params VerifierKey[] trusted)
    {
        var path = Path.Combine(FolderOf(review), "evidence.zip");
        await File.WriteAllBytesAsync(path, pack, Token);
        return await VerifyEvidence.RunAsync(path, trusted.Length > 0 ? trusted : [review.Portal.Get<AuditKeys>().FindPublic()!], Token);
    }

    /// <summary>A folder of the test's own.</summary>
    public static string FolderOf(ReviewCase review) => Path.GetDirectoryName(review.Portal.Get<AuditOptions>().KeyFile)!;

    /// <summary>The files by name.</summary>
    public static Dictionary<string, byte[]> Unpack(byte[] pack)
    {
        using var archive = new ZipArchive(new MemoryStream(pack), ZipArchiveMode.Read);
        return archive.Entries.ToDictionary(e => e.FullName, e =>
        {
            using var content = new MemoryStream();
            using var stream = e.Open();
            stream.CopyTo(content);
            return content.ToArray();
        }, StringComparer.Ordinal);
    }

    /// <summary>The pack with other files, sealed anew by whoever changed them.</summary>
    /// <param name="pack">The pack.</param>
    /// <param name="change">Gives the files to write.</param>
    public static async Task<byte[]> RewriteAsync(byte[] pack, Func<IReadOnlyList<(string Name, byte[] Content)>, IEnumerable<(string Name, byte[] Content)>> change)
    {
        using var archive = new ZipArchive(new MemoryStream(pack), ZipArchiveMode.Read);
        var files = Unpack(pack);
        using var result = new MemoryStream();
        await using var sealing = new SealingStream(result);
        await using (var to = await ZipArchive.CreateAsync(sealing, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8, Token))
        {
            foreach (var (name, content) in change([.. archive.Entries.Select(e => (e.FullName, files[e.FullName]))]))
            {
                await using var stream = await to.CreateEntry(name, CompressionLevel.Optimal).OpenAsync(Token);
                await stream.WriteAsync(content, Token);
            }
        }
        await sealing.SealAsync(Token);
        return result.ToArray();
    }
}
