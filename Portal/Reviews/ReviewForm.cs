using System.Globalization;
using Portal.Data.Reviews;

namespace Portal.Reviews;

/// <summary>What a reviewer's form sent, by item. Field names are made here alone, so that page and reader agree.</summary>
/// <param name="form">What was sent.</param>
internal sealed class ReviewForm(IFormCollection form)
{
    /// <summary>The button that shows a guarded policy; its value is the policy's hash.</summary>
    public const string Show = "show";

    /// <summary>The field of the answer.</summary>
    public static string AnswerOf(ReviewItemRow item) => $"answer.{item.Id.Value:n}";

    /// <summary>The field of the reason.</summary>
    public static string ReasonOf(ReviewItemRow item) => $"reason.{item.Id.Value:n}";

    /// <summary>The field of the state that was looked at.</summary>
    public static string SeenOf(ReviewItemRow item) => $"seen.{item.Id.Value:n}";

    /// <summary>The answer as it was chosen, or null when none was.</summary>
    public string? Chosen(ReviewItemRow item) => form[AnswerOf(item)].ToString() is { Length: > 0 } chosen ? chosen : null;

    /// <summary>The reason as it was written.</summary>
    public string Reason(ReviewItemRow item) => form[ReasonOf(item)].ToString();

    /// <summary>The answers that say something new about <paramref name="items"/>: what was left alone is no answer.</summary>
    public IReadOnlyList<Answer> Answers(IEnumerable<ReviewItemRow> items) =>
    [
        .. from item in items
           let kind = KindOf(Chosen(item))
           where kind is not null
           let answer = new Answer(item.Id, kind.Value, Reason(item), SeenRevision: int.TryParse(form[SeenOf(item)], CultureInfo.InvariantCulture, out var seen) ? seen : null)
           where Said(item) != kind || answer.Justification != (item.Justification ?? string.Empty)
           select answer,
    ];

    /// <summary>The value of the field for what was said of an item so far, or null.</summary>
    public static string? ValueOf(ReviewItemRow item) => Said(item) is { } kind ? ValueOf(kind) : null;

    /// <summary>The value of the field for an answer.</summary>
    public static string ValueOf(DecisionKind kind) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());

    private static DecisionKind? KindOf(string? chosen) => Array.Find(Offered, kind => ValueOf(kind) == chosen) is var kind && ValueOf(kind) == chosen ? kind : null;

    private static DecisionKind? Said(ReviewItemRow item) => item.Own is { } own ? own.Kind : item.State switch
    {
        ReviewItemState.Attested => DecisionKind.Attest,
        ReviewItemState.Revoked => DecisionKind.Revoke,
        ReviewItemState.Reduced => DecisionKind.Reduce,
        ReviewItemState.Abstained => DecisionKind.Abstain,
        ReviewItemState.Open or ReviewItemState.Unanswered => null,
    };

    private static readonly DecisionKind[] Offered = [DecisionKind.Attest, DecisionKind.Revoke, DecisionKind.Reduce, DecisionKind.NotMine];
}
