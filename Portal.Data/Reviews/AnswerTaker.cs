using Portal.Data.Commands;
using Portal.Data.Reviews.Drafts;
using Portal.Data.Reviews.Notices;
using Portal.Data.Reviews.Remediations;

namespace Portal.Data.Reviews;

/// <summary>Takes answers within a command, and does what follows from them: certificates, planned removals, mail to those who are asked instead.</summary>
/// <param name="revokes">Plan what a revoke comes to.</param>
/// <param name="notices">Tells those who are asked instead.</param>
public sealed class AnswerTaker(RevokeItems revokes, ReviewNotices notices)
{
    /// <summary>Takes answers to a campaign whose turn the command has taken. Each item stands alone: one that is refused keeps none of the others back.</summary>
    /// <returns>What became of each, in the order of <paramref name="answers"/>.</returns>
    internal async Task<IReadOnlyList<ItemDecided>> TakeAsync(
        CommandScope scope, AnswerBasis basis, IReadOnlyList<Answer> answers, DecisionChannel channel, CancellationToken cancellationToken)
    {
        var round = new AnswerRound(scope, basis, channel);
        var decided = new List<ItemDecided>(answers.Count);
        foreach (var answer in answers)
        {
            decided.Add(await round.DecideAsync(answer, cancellationToken));
        }
        await CertificateIssuer.NoteAsync(scope, basis.Campaign, round.Settled, cancellationToken);
        foreach (var item in round.Revoked)
        {
            await revokes.PlanAsync(scope, basis.Campaign, item, cancellationToken);
        }
        await notices.PassOnAsync(scope, basis.Campaign, round.Asked, cancellationToken);
        if (round.Asked.Count > 0)
        {
            await scope.Db.SaveChangesAsync(cancellationToken);
            await scope.Db.DropLostDraftsAsync(basis.Campaign, cancellationToken);
        }
        return decided;
    }
}
