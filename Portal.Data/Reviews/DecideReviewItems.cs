using Portal.Data.Access;
using Portal.Data.Commands;

namespace Portal.Data.Reviews;

/// <summary>
/// Takes a reviewer's answers to some items of a campaign, in one transaction. Each item stands alone: one that is refused keeps none of the
/// others back.
/// </summary>
/// <param name="commands">Runs it as one command.</param>
/// <param name="taker">Takes the answers.</param>
public sealed class DecideReviewItems(CommandRunner commands, AnswerTaker taker)
{
    /// <summary>The most answers in one call.</summary>
    public const int MostAnswers = 500;

    private const int MostInShort = 10;

    /// <summary>Takes the answers.</summary>
    /// <param name="campaignId">The campaign.</param>
    /// <param name="answers">The answers, at most <see cref="MostAnswers"/>, one an item.</param>
    /// <param name="channel">How they arrived.</param>
    /// <param name="by">Who answers.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    /// <returns>What became of each, in the order of <paramref name="answers"/>.</returns>
    /// <exception cref="ArgumentException">Too many answers, or two to one item.</exception>
    public async Task<IReadOnlyList<ItemDecided>> RunAsync(
        CampaignId campaignId, IReadOnlyList<Answer> answers, DecisionChannel channel, Caller by, CancellationToken cancellationToken)
    {
        if (answers.Count > MostAnswers || answers.DistinctBy(a => a.Item).Count() != answers.Count)
        {
            throw new ArgumentException($"At most {MostAnswers} answers at once, and one an item.", nameof(answers));
        }
        // Whoever is asked instead is told by mail, and to word one takes its time.
        var isShort = answers.Count <= MostInShort && answers.All(a => a.Kind != DecisionKind.NotMine);
        return await (isShort
            ? commands.RunShortAsync("review.decide", by, Right.Review, DecideAsync, cancellationToken)
            : commands.RunAsync("review.decide", by, Right.Review, DecideAsync, cancellationToken));

        async Task<IReadOnlyList<ItemDecided>> DecideAsync(CommandScope scope, CancellationToken token)
        {
            if (await scope.TakeCampaignAsync(campaignId, token) is not { } campaign)
            {
                return [.. answers.Select(a => new ItemDecided(a.Item, Decided.NotFound))];
            }
            var basis = await AnswerBasis.ReadAsync(scope.Db, campaign, scope.By.Person, [.. answers.Select(a => a.Item)], token);
            return await taker.TakeAsync(scope, basis, answers, channel, token);
        }
    }
}
