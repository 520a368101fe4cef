using System.Globalization;
using Portal.Data.Reviews;
using Portal.Data.Reviews.Drafts;
using Portal.Shared;

namespace Portal.Reviews;

/// <summary>What a reviewer's form sent, by item. Field names are made here alone, so that page and reader agree.</summary>
/// <param name="form">What was sent.</param>
/// <param name="zone">Where the reviewer is: a day ends there.</param>
internal sealed class ReviewForm(IFormCollection form, ReaderZone zone)
{
    /// <summary>The button that shows a guarded policy; its value is the policy's hash.</summary>
    public const string Show = "show";

    /// <summary>The button that was pressed to save, see <see cref="ToSummary"/> and <see cref="ToNext"/>.</summary>
    public const string Go = "go";

    /// <summary>Saves and goes on to what is about to be submitted.</summary>
    public const string ToSummary = "summary";

    /// <summary>Saves and goes on to the next page.</summary>
    public const string ToNext = "next";

    /// <summary>The button that asks somebody about an item; its value is the item.</summary>
    public const string Ask = "ask";

    /// <summary>The button that postpones an item; its value is the item.</summary>
    public const string Postpone = "postpone";

    private const string DayForm = "yyyy-MM-dd";

    /// <summary>The field of the answer.</summary>
    public static string AnswerOf(ReviewItemRow item) => $"answer.{item.Id.Value:n}";

    /// <summary>The field of the reason.</summary>
    public static string ReasonOf(ReviewItemRow item) => $"reason.{item.Id.Value:n}";

    /// <summary>The field of the last day.</summary>
    public static string UntilOf(ReviewItemRow item) => $"until.{item.Id.Value:n}";

    /// <summary>The field of who is asked.</summary>
    public static string ToOf(ReviewItemRow item) => $"to.{item.Id.Value:n}";

    /// <summary>The field of the question.</summary>
    public static string QuestionOf(ReviewItemRow item) => $"question.{item.Id.Value:n}";

    /// <summary>The field of the day to which it is postponed.</summary>
    public static string LaterOf(ReviewItemRow item) => $"later.{item.Id.Value:n}";

    /// <summary>The field of the state that was looked at.</summary>
    public static string SeenOf(ReviewItemRow item) => $"seen.{item.Id.Value:n}";

    /// <summary>Where saving leads.</summary>
    public string Goes => form[Go].ToString();

    /// <summary>Of which of <paramref name="items"/> a button was pressed, or null.</summary>
    public ReviewItemRow? Pressed(string button, IEnumerable<ReviewItemRow> items) =>
        form[button].ToString() is { Length: > 0 } pressed ? items.FirstOrDefault(i => i.Id.Value.ToString("n") == pressed) : null;

    /// <summary>The address of who is asked, as it was written.</summary>
    public string To(ReviewItemRow item) => form[ToOf(item)].ToString();

    /// <summary>The question as it was written.</summary>
    public string Question(ReviewItemRow item) => form[QuestionOf(item)].ToString();

    /// <summary>The beginning of the day to which an item is postponed, or null when none was written.</summary>
    public DateTimeOffset? Later(ReviewItemRow item) => DayOf(form[LaterOf(item)].ToString()) is { } day ? zone.Read(day.ToDateTime(TimeOnly.MinValue)) : null;

    /// <summary>The answer as it was chosen, or null when none was.</summary>
    public string? Chosen(ReviewItemRow item) => form[AnswerOf(item)].ToString() is { Length: > 0 } chosen ? chosen : null;

    /// <summary>The reason as it was written.</summary>
    public string Reason(ReviewItemRow item) => form[ReasonOf(item)].ToString();

    /// <summary>The last day as it was written.</summary>
    public string Until(ReviewItemRow item) => form[UntilOf(item)].ToString();

    /// <summary>Items with a last day that is none.</summary>
    public IEnumerable<ReviewItemRow> WithoutDay(IEnumerable<ReviewItemRow> items) => items.Where(i => Until(i).Length > 0 && DayOf(Until(i)) is null);

    /// <summary>What is meant anew about <paramref name="items"/>: what was left alone is no draft, and what is on record already takes an earlier one away.</summary>
    public IReadOnlyList<DraftAnswer> Drafts(IEnumerable<ReviewItemRow> items) =>
    [
        .. from item in items
           where int.TryParse(form[SeenOf(item)], CultureInfo.InvariantCulture, out _) || Chosen(item) is not null
           let draft = DraftOf(item)
           let isOnRecord = draft.Kind == Said(item) && draft.Justification == (item.Justification ?? string.Empty) && draft.Until == item.Until
           let isNothing = isOnRecord || draft.IsEmpty
           where isNothing ? item.Draft is not null : !IsKept(draft, item.Draft)
           select isNothing ? new DraftAnswer(item.Id, Kind: null, string.Empty, Until: null, draft.SeenRevision) : draft,
    ];

    private DraftAnswer DraftOf(ReviewItemRow item)
    {
        var kind = KindOf(Chosen(item));
        var until = kind == DecisionKind.Attest && DayOf(Until(item)) is { } day ? EndOf(day) : (DateTimeOffset?)null;
        return new(item.Id, kind, Reason(item), until, int.TryParse(form[SeenOf(item)], CultureInfo.InvariantCulture, out var seen) ? seen : item.Revision);
    }

    private static bool IsKept(DraftAnswer draft, ReviewDraftRow? kept) =>
        kept is { IsStale: false } && kept.Kind == draft.Kind && kept.Justification == draft.Justification && kept.Until == draft.Until;

    private static DateOnly? DayOf(string text) => DateOnly.TryParseExact(text, DayForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day < DateOnly.MaxValue ? day : null;

    private DateTimeOffset EndOf(DateOnly day) => zone.Read(day.AddDays(1).ToDateTime(TimeOnly.MinValue));

    /// <summary>The value of the field for an end: the last day before it, where the reviewer is; empty for none.</summary>
    public static string ValueOf(DateTimeOffset? until, ReaderZone zone) => until is { } end
        ? TimeZoneInfo.ConvertTime(end.AddTicks(-1), zone.Zone).ToString(DayForm, CultureInfo.InvariantCulture)
        : string.Empty;

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

    private static readonly DecisionKind[] Offered = [DecisionKind.Attest, DecisionKind.Revoke, DecisionKind.Reduce, DecisionKind.NotMine, DecisionKind.Abstain];
}
