using System.Security.Claims;
using Portal.Data.Access;
using Portal.Data.Lists;
using Portal.Data.People;
using Portal.Data.People.Sessions;
using Portal.Hosting.Api;

namespace Portal.People;

/// <summary>Where people are signed in, over HTTP: one's own sessions, and for who manages people those of others.</summary>
internal static class SessionEndpoints
{
    /// <summary>Maps <c>/sessions</c> and <c>/people/{id}/sessions</c>.</summary>
    public static void MapSessions(this RouteGroupBuilder api)
    {
        var own = api.MapGroup("/sessions")
            .RequireAuthorization(policy => policy.RequireAuthenticatedUser().RequireAssertion(context => IsPerson(context.User)))
            .WithTags("People");
        own.MapGet("/", ListOwnAsync).WithSummary("One's own open sessions, the latest first").Produces<Page<SessionRow>>();
        own.MapDelete("/{id:guid}", EndOwnAsync).WithSummary("End one of one's own sessions at once");

        var others = api.MapGroup("/people/{id:guid}/sessions").RequireRight(Right.ManagePeople).WithTags("People");
        others.MapGet("/", ListAsync).WithSummary("Somebody's open sessions, the latest first").Produces<Page<SessionRow>>();
        others.MapDelete("/", EndAllAsync).WithSummary("End all sessions of somebody at once").Produces<SessionsEnded>();
        others.MapDelete("/{session:guid}", EndAsync).WithSummary("End one session of somebody at once");
    }

    // Programs have no sessions.
    private static bool IsPerson(ClaimsPrincipal user) => user.Identity?.IsAuthenticated == true && Caller.From(user).Kind == CallerKind.Person;

    private static async Task<IResult> ListOwnAsync(HttpContext context, SessionQueries sessions, CancellationToken cancellationToken) =>
        TypedResults.Ok(new Page<SessionRow>(await sessions.ListOwnAsync(context.GetCaller(), cancellationToken), Next: null));

    private static async Task<IResult> EndOwnAsync(Guid id, HttpContext context, EndSession end, CancellationToken cancellationToken) =>
        await end.RunAsync(new(id), context.GetCaller(), cancellationToken) ? TypedResults.NoContent() : TypedResults.NotFound();

    private static async Task<IResult> ListAsync(Guid id, HttpContext context, SessionQueries sessions, PeopleQueries people, CancellationToken cancellationToken)
    {
        var (person, by) = (new PersonId(id), context.GetCaller());
        return await people.FindAsync(person, by, cancellationToken) is null
            ? TypedResults.NotFound()
            : TypedResults.Ok(new Page<SessionRow>(await sessions.ListOfAsync(person, by, cancellationToken), Next: null));
    }

    private static async Task<IResult> EndAllAsync(Guid id, HttpContext context, EndSession end, PeopleQueries people, CancellationToken cancellationToken)
    {
        var (person, by) = (new PersonId(id), context.GetCaller());
        return await people.FindAsync(person, by, cancellationToken) is null
            ? TypedResults.NotFound()
            : TypedResults.Ok(new SessionsEnded(await end.RunForAsync(person, id: null, by, cancellationToken)));
    }

    private static async Task<IResult> EndAsync(Guid id, Guid session, HttpContext context, EndSession end, CancellationToken cancellationToken) =>
        await end.RunForAsync(new(id), new(session), context.GetCaller(), cancellationToken) > 0 ? TypedResults.NoContent() : TypedResults.NotFound();
}
