using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.People.Provisioning;
using Portal.Hosting;
using Portal.Hosting.Api;

namespace Portal.People.Scim;

/// <summary>People and groups for directories that push them: SCIM 2.0 (RFC 7643, 7644). Whoever is deleted is disabled and kept.</summary>
internal static class ScimEndpoints
{
    /// <summary>Where it is.</summary>
    public const string Prefix = "/scim/v2";

    private const long MaxBodyBytes = 8L << 20;

    /// <summary>Says what stopped a request on its way to a route, a missing token for one, in the form of the standard as well.</summary>
    public static void UseScimErrors(this WebApplication app) => app.UseWhen(
        context => context.Request.Path.StartsWithSegments(Prefix, StringComparison.OrdinalIgnoreCase),
        scim => scim.UseStatusCodePages(context =>
        {
            var response = context.HttpContext.Response;
            response.ContentType = ScimAnswer.MediaType;
            return response.WriteAsync(ScimAnswer.Error(response.StatusCode, scimType: null, ReasonPhrases.GetReasonPhrase(response.StatusCode)).ToJsonString(), context.HttpContext.RequestAborted);
        }));

    /// <summary>Maps the routes.</summary>
    public static void MapScim(this WebApplication app)
    {
        var scim = app.MapGroup(Prefix).RequireRight(Right.ProvisionPeople).ExcludeFromDescription().AddEndpointFilter(AnswerErrorsAsync);
        scim.MapGet("/ServiceProviderConfig", () => ScimAnswer.Of(ScimSchemas.ServiceProviderConfig(ScimQuery.Most)));
        scim.MapGet("/ResourceTypes", () => ListAll(ScimSchemas.ResourceTypes()));
        scim.MapGet("/ResourceTypes/{id}", (string id) => FindIn(ScimSchemas.ResourceTypes(), id));
        scim.MapGet("/Schemas", () => ListAll(ScimSchemas.All()));
        scim.MapGet("/Schemas/{id}", (string id) => FindIn(ScimSchemas.All(), id));

        scim.MapGet("/Users", ListUsersAsync);
        scim.MapPost("/Users", CreateUserAsync);
        scim.MapGet("/Users/{id}", FindUserAsync);
        scim.MapPut("/Users/{id}", ReplaceUserAsync);
        scim.MapPatch("/Users/{id}", PatchUserAsync);
        scim.MapDelete("/Users/{id}", RemoveUserAsync);

        scim.MapGet("/Groups", ListGroupsAsync);
        scim.MapPost("/Groups", CreateGroupAsync);
        scim.MapGet("/Groups/{id}", FindGroupAsync);
        scim.MapPut("/Groups/{id}", ReplaceGroupAsync);
        scim.MapPatch("/Groups/{id}", PatchGroupAsync);
        scim.MapDelete("/Groups/{id}", RemoveGroupAsync);
    }

    private static async ValueTask<object?> AnswerErrorsAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (ScimException exception)
        {
            return ScimAnswer.Of(ScimAnswer.Error(exception.Status, exception.ScimType, exception.Message), exception.Status);
        }
        catch (Exception exception) when (exception is AccessDeniedException or ProofNeededException)
        {
            return ScimAnswer.Of(ScimAnswer.Error(StatusCodes.Status403Forbidden, scimType: null, exception.Message), StatusCodes.Status403Forbidden);
        }
        catch (BadHttpRequestException exception)
        {
            return ScimAnswer.Of(ScimAnswer.Error(exception.StatusCode, scimType: null, exception.Message), exception.StatusCode);
        }
        catch (DbUpdateConcurrencyException)
        {
            return ScimAnswer.Of(ScimAnswer.Error(StatusCodes.Status409Conflict, scimType: null, "Someone else changed this first. Repeat."), StatusCodes.Status409Conflict);
        }
    }

    private static async Task<IResult> ListUsersAsync(HttpContext context, ProvisioningQueries queries, CancellationToken cancellationToken)
    {
        var query = ScimQuery.Read(context.Request.Query);
        var (root, by) = (RootOf(context), context.GetCaller());
        if (query.Filter is not { } filter)
        {
            var (page, all) = await queries.ListPeopleAsync(keys: null, query.StartIndex - 1, query.Count, by, cancellationToken);
            return ScimAnswer.List(page.Select(p => query.Project(ScimUsers.ToJson(p, root))), all, query.StartIndex);
        }
        var (people, _) = await queries.ListPeopleAsync(ScimUsers.Narrow(filter), skip: 0, take: null, by, cancellationToken);
        return Page(people.Select(p => ScimUsers.ToJson(p, root)), filter, query);
    }

    private static async Task<IResult> CreateUserAsync(HttpContext context, ProvisionPeople provision, ProvisioningQueries queries, CancellationToken cancellationToken)
    {
        var draft = ScimUsers.ToDraft(await ReadAsync(context, cancellationToken), before: null);
        var made = await provision.CreateAsync(draft, context.GetCaller(), cancellationToken);
        Require(made.Outcome);
        return await AnswerUserAsync(made.Id!.Value, context, queries, StatusCodes.Status201Created, cancellationToken);
    }

    private static Task<IResult> FindUserAsync(string id, HttpContext context, ProvisioningQueries queries, CancellationToken cancellationToken) =>
        AnswerUserAsync(PersonOf(id), context, queries, StatusCodes.Status200OK, cancellationToken);

    private static async Task<IResult> ReplaceUserAsync(
        string id, HttpContext context, ProvisionPeople provision, ProvisioningQueries queries, CancellationToken cancellationToken)
    {
        var user = await ReadAsync(context, cancellationToken);
        Require((await provision.ChangeAsync(PersonOf(id), before => ScimUsers.ToDraft(user, before), context.GetCaller(), cancellationToken)).Outcome);
        return await AnswerUserAsync(PersonOf(id), context, queries, StatusCodes.Status200OK, cancellationToken);
    }

    private static async Task<IResult> PatchUserAsync(
        string id, HttpContext context, ProvisionPeople provision, ProvisioningQueries queries, CancellationToken cancellationToken)
    {
        var (person, request, root) = (PersonOf(id), await ReadAsync(context, cancellationToken), RootOf(context));
        Require((await provision.ChangeAsync(
            person,
            before => ScimUsers.ToDraft(ScimPatch.Apply(ScimUsers.ToJson(new(person, before, []), root), request), before),
            context.GetCaller(),
            cancellationToken)).Outcome);
        return await AnswerUserAsync(person, context, queries, StatusCodes.Status200OK, cancellationToken);
    }

    private static async Task<IResult> RemoveUserAsync(string id, HttpContext context, ProvisionPeople provision, CancellationToken cancellationToken)
    {
        Require(await provision.RemoveAsync(PersonOf(id), context.GetCaller(), cancellationToken));
        return TypedResults.NoContent();
    }

    private static async Task<IResult> ListGroupsAsync(HttpContext context, ProvisioningQueries queries, CancellationToken cancellationToken)
    {
        var query = ScimQuery.Read(context.Request.Query);
        var groups = await queries.ListGroupsAsync(only: null, query.Wants("members") || query.Filter is not null, context.GetCaller(), cancellationToken);
        var root = RootOf(context);
        return Page(groups.Select(g => ScimGroups.ToJson(g, root)), query.Filter, query);
    }

    private static async Task<IResult> CreateGroupAsync(HttpContext context, ProvisionGroups provision, ProvisioningQueries queries, CancellationToken cancellationToken)
    {
        var draft = ScimGroups.ToDraft(await ReadAsync(context, cancellationToken));
        var made = await provision.CreateAsync(draft, context.GetCaller(), cancellationToken);
        Require(made.Outcome);
        return await AnswerGroupAsync(made.Id!.Value, context, queries, StatusCodes.Status201Created, cancellationToken);
    }

    private static Task<IResult> FindGroupAsync(string id, HttpContext context, ProvisioningQueries queries, CancellationToken cancellationToken) =>
        AnswerGroupAsync(GroupOf(id), context, queries, StatusCodes.Status200OK, cancellationToken);

    private static async Task<IResult> ReplaceGroupAsync(
        string id, HttpContext context, ProvisionGroups provision, ProvisioningQueries queries, CancellationToken cancellationToken)
    {
        var draft = ScimGroups.ToDraft(await ReadAsync(context, cancellationToken));
        Require((await provision.ChangeAsync(GroupOf(id), _ => draft, context.GetCaller(), cancellationToken)).Outcome);
        return await AnswerGroupAsync(GroupOf(id), context, queries, StatusCodes.Status200OK, cancellationToken);
    }

    private static async Task<IResult> PatchGroupAsync(
        string id, HttpContext context, ProvisionGroups provision, ProvisioningQueries queries, CancellationToken cancellationToken)
    {
        var (group, request) = (GroupOf(id), await ReadAsync(context, cancellationToken));
        Require((await provision.ChangeAsync(
            group, before => ScimGroups.ToDraft(ScimPatch.Apply(ScimGroups.ToJson(before), request)), context.GetCaller(), cancellationToken)).Outcome);
        return await AnswerGroupAsync(group, context, queries, StatusCodes.Status200OK, cancellationToken);
    }

    private static async Task<IResult> RemoveGroupAsync(string id, HttpContext context, ProvisionGroups provision, CancellationToken cancellationToken)
    {
        Require(await provision.RemoveAsync(GroupOf(id), context.GetCaller(), cancellationToken));
        return TypedResults.NoContent();
    }

    private static async Task<IResult> AnswerUserAsync(PersonId id, HttpContext context, ProvisioningQueries queries, int status, CancellationToken cancellationToken)
    {
        var query = ScimQuery.Read(context.Request.Query);
        var person = await queries.FindPersonAsync(id, context.GetCaller(), cancellationToken) ?? throw ScimException.NotFound();
        return Answer(ScimUsers.ToJson(person, RootOf(context)), query, context, status);
    }

    private static async Task<IResult> AnswerGroupAsync(DirectoryGroupId id, HttpContext context, ProvisioningQueries queries, int status, CancellationToken cancellationToken)
    {
        var query = ScimQuery.Read(context.Request.Query);
        var group = await queries.FindGroupAsync(id, query.Wants("members"), context.GetCaller(), cancellationToken) ?? throw ScimException.NotFound();
        return Answer(ScimGroups.ToJson(group, RootOf(context)), query, context, status);
    }

    private static IResult Answer(JsonObject resource, ScimQuery query, HttpContext context, int status)
    {
        if (status == StatusCodes.Status201Created)
        {
            context.Response.Headers.Location = resource["meta"]!["location"]!.GetValue<string>();
        }
        return ScimAnswer.Of(query.Project(resource), status);
    }

    private static IResult Page(IEnumerable<JsonObject> resources, ScimFilter? filter, ScimQuery query)
    {
        var matching = resources.Where(r => filter?.Matches(r) != false).ToList();
        return ScimAnswer.List(matching.Skip(query.StartIndex - 1).Take(query.Count).Select(query.Project), matching.Count, query.StartIndex);
    }

    private static IResult ListAll(IReadOnlyList<JsonObject> resources) => ScimAnswer.List(resources, resources.Count, startIndex: 1);

    private static IResult FindIn(IEnumerable<JsonObject> resources, string id) =>
        ScimAnswer.Of(resources.FirstOrDefault(r => r["id"]!.GetValue<string>() == id) ?? throw ScimException.NotFound());

    private static async Task<JsonObject> ReadAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = MaxBodyBytes;
        }
        return await ScimJson.ReadAsync(context.Request.Body, cancellationToken);
    }

    private static void Require(Provisioned outcome)
    {
        switch (outcome)
        {
            case Provisioned.Done:
                return;
            case Provisioned.NotFound:
                throw ScimException.NotFound();
            case Provisioned.Taken:
                throw ScimException.Uniqueness();
            case Provisioned.UnknownPerson:
                throw ScimException.InvalidValue("The manager or a member is no user here, or is the user themselves.");
        }
    }

    private static PersonId PersonOf(string id) => Guid.TryParse(id, out var value) ? new(value) : throw ScimException.NotFound();

    private static DirectoryGroupId GroupOf(string id) => Guid.TryParse(id, out var value) ? new(value) : throw ScimException.NotFound();

    // The configured address, never the request's, which anyone can make up.
    private static string RootOf(HttpContext context) =>
        context.RequestServices.GetRequiredService<PortalSettings>().BaseUrl.AbsoluteUri.TrimEnd('/') + Prefix;
}
