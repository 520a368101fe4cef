using Portal.Data.Access;
using Portal.Data.Reviews.Absences;
using Portal.Hosting.Api;

namespace Portal.Reviews;

/// <summary>The caller's own absences over HTTP.</summary>
internal static class AbsenceEndpoints
{
    /// <summary>Maps <c>/absences</c>.</summary>
    public static void MapAbsences(this RouteGroupBuilder api)
    {
        var absences = api.MapGroup("/absences").WithTags("Absences");
        absences.MapGet("/", ListAsync).RequireRight(Right.Review).WithSummary("The caller's absences, now and to come").Produces<IReadOnlyList<AbsenceRow>>();
        absences.MapPost("/", PlanAsync).RequireRight(Right.Review)
            .WithSummary("Enter that the caller is away: what they were asked moves at its beginning").Produces<IReadOnlyList<AbsenceRow>>(StatusCodes.Status201Created);
        absences.MapPost("/{id:guid}/end", EndAsync).RequireRight(Right.Review).WithSummary("Say that the caller is back, or will not be away").Produces<IReadOnlyList<AbsenceRow>>();
    }

    private static async Task<IResult> ListAsync(HttpContext context, AbsenceQueries absences, CancellationToken cancellationToken) =>
        TypedResults.Ok(await absences.MineAsync(context.GetCaller(), cancellationToken));

    private static async Task<IResult> PlanAsync(AbsenceBody body, HttpContext context, PlanAbsence plan, AbsenceQueries absences, CancellationToken cancellationToken)
    {
        if (body.From is not { } from)
        {
            return Problems.Invalid("from", "Say from when.");
        }
        if (body.Until is not { } until)
        {
            return Problems.Invalid("until", "Say until when.");
        }
        var draft = new AbsenceDraft(from, until, body.StandInId is { } standIn ? new PersonId(standIn) : null);
        var planned = await plan.RunAsync(draft, context.GetCaller(), cancellationToken);
        return planned.Id is null
            ? Problems.Invalid(planned.Problems)
            : TypedResults.Created($"{ApiRoutes.Prefix}/absences", await absences.MineAsync(context.GetCaller(), cancellationToken));
    }

    private static async Task<IResult> EndAsync(Guid id, HttpContext context, EndAbsence end, AbsenceQueries absences, CancellationToken cancellationToken) =>
        await end.RunAsync(new AbsenceId(id), context.GetCaller(), cancellationToken)
            ? TypedResults.Ok(await absences.MineAsync(context.GetCaller(), cancellationToken))
            : TypedResults.NotFound();
}
