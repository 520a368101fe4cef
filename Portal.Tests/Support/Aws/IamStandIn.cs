using System.Globalization;
using System.Net;
using System.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;

namespace Portal.Tests.Support.Aws;

/// <summary>
/// Speaks, on a socket of this machine, what IAM speaks about the roles, users, groups and policies of one account, and what STS speaks about
/// assuming a role. It takes only what is signed right, and misbehaves when it is told to.
/// </summary>
internal sealed class IamStandIn : IAsyncDisposable
{
    /// <summary>The account.</summary>
    public const string Account = "123456789012";

    /// <summary>The role that can be assumed.</summary>
    public const string Assumable = $"arn:aws:iam::{Account}:role/governance-remediation";

    /// <summary>What its trust policy asks for.</summary>
    public const string ExternalId = "governance";

    private const string AssumedKey = "ASIASTANDIN000000000";
    private const string AssumedSecret = "assumed+secret/of the stand-in";
    private const string AssumedToken = "token-of-the-stand-in";
    private static readonly string[] Effects = ["Detach", "Attach", "Put", "Delete", "RemoveUser", "AddUser"];
    private readonly WebApplication _web;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Holder> _holders = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Name, string Document)> _policies = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, string>> _groups = new(StringComparer.Ordinal);
    private readonly List<string> _calls = [];
    private int _stale;

    private IamStandIn(WebApplication web, Uri address)
    {
        _web = web;
        Address = address;
    }

    /// <summary>Where it is.</summary>
    public Uri Address { get; }

    /// <summary>Says how it misbehaves at a call, by action and how often that was called before.</summary>
    public Func<string, int, IamFault> Fault { get; set; } = (_, _) => IamFault.None;

    /// <summary>Told of each call before it is answered.</summary>
    public Func<string, Task> OnCall { get; set; } = _ => Task.CompletedTask;

    /// <summary>For how many reads after a change it still shows what was before.</summary>
    public int Lag { get; set; }

    /// <summary>Whether only the assumed role may call IAM.</summary>
    public bool NeedsRole { get; set; }

    /// <summary>Every call that was signed right, in order.</summary>
    public IReadOnlyList<string> Calls
    {
        get
        {
            lock (_lock)
            {
                return [.. _calls];
            }
        }
    }

    /// <summary>Calls that change something and were not refused.</summary>
    public IReadOnlyList<string> Changes { get; private set; } = [];

    /// <summary>Starts one.</summary>
    public static async Task<IamStandIn> StartAsync()
    {
        var port = FreePort.Next();
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        builder.Services.AddRouting();
        var web = builder.Build();
        var iam = new IamStandIn(web, new($"http://127.0.0.1:{port}/"));
        web.Run(iam.AnswerAsync);
        await web.StartAsync();
        return iam;
    }

    /// <summary>A policy that can be attached.</summary>
    public string AddPolicy(string name, string document)
    {
        var arn = $"arn:aws:iam::{Account}:policy/{name}";
        lock (_lock)
        {
            _policies[arn] = (name, document);
        }
        return arn;
    }

    /// <summary>A role; another one where there was one of this name.</summary>
    public void AddRole(string name) => Add("Role", name);

    /// <summary>A user; another one where there was one of this name.</summary>
    public void AddUser(string name) => Add("User", name);

    /// <summary>A group with policies of its own.</summary>
    public void AddGroup(string name, params IReadOnlyList<(string Name, string Document)> policies)
    {
        lock (_lock)
        {
            _groups[name] = policies.ToDictionary(p => p.Name, p => p.Document, StringComparer.Ordinal);
        }
    }

    /// <summary>Attaches a policy, past the calls.</summary>
    public void Attach(string kind, string name, string policy) => Change(h => h.Attached.Add(policy), kind, name);

    /// <summary>Detaches a policy, past the calls.</summary>
    public void Detach(string kind, string name, string policy) => Change(h => h.Attached.Remove(policy), kind, name);

    /// <summary>Writes a policy into a role or user, past the calls.</summary>
    public void Put(string kind, string name, string policy, string document) => Change(h => h.Inline[policy] = document, kind, name);

    /// <summary>Makes a user a member, past the calls.</summary>
    public void Join(string user, string group) => Change(h => h.Groups.Add(group), "User", user);

    /// <summary>All that a role or user holds, in one text.</summary>
    public string Holds(string kind, string name)
    {
        lock (_lock)
        {
            var holder = _holders[kind + name];
            return string.Join('\n', [.. holder.Attached.Order(StringComparer.Ordinal), .. holder.Groups.Order(StringComparer.Ordinal), .. holder.Inline.OrderBy(i => i.Key, StringComparer.Ordinal).Select(i => $"{i.Key}={i.Value}")]);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _web.DisposeAsync();

    private void Add(string kind, string name)
    {
        lock (_lock)
        {
            _holders[kind + name] = new(string.Create(CultureInfo.InvariantCulture, $"A{kind[0]}OA{_holders.Count}{Guid.CreateVersion7():N}").ToUpperInvariant());
        }
    }

    private void Change(Action<Holder> change, string kind, string name)
    {
        lock (_lock)
        {
            change(_holders[kind + name]);
        }
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var memory = new MemoryStream();
        await context.Request.Body.CopyToAsync(memory, context.RequestAborted);
        var body = memory.ToArray();
        var asked = QueryHelpers.ParseQuery(System.Text.Encoding.UTF8.GetString(body)).ToDictionary(p => p.Key, p => p.Value.ToString(), StringComparer.Ordinal);
        var action = asked["Action"];
        var isRole = context.Request.Headers["x-amz-security-token"] == AssumedToken;
        var service = action == "AssumeRole" ? "sts" : "iam";
        if (SignatureV4.ProblemOf(context.Request, body, isRole ? AssumedKey : BucketStandIn.AccessKey, isRole ? AssumedSecret : BucketStandIn.SecretKey, "us-east-1", service) is { } problem)
        {
            await RefuseAsync(context, 403, problem);
            return;
        }
        if (service == "iam" && NeedsRole && !isRole)
        {
            await RefuseAsync(context, 403, "AccessDenied");
            return;
        }
        int earlier;
        lock (_lock)
        {
            earlier = _calls.Count(c => c == action);
            _calls.Add(action);
        }
        await OnCall(action);
        var fault = Fault(action, earlier);
        await (fault switch
        {
            IamFault.Throttled => RefuseAsync(context, 400, "Throttling"),
            IamFault.Broken => RefuseAsync(context, 500, "ServiceFailure"),
            IamFault.Denied => RefuseAsync(context, 403, "AccessDenied"),
            IamFault.Nonsense => context.Response.WriteAsync("<html><body>Please sign in<br></body></html>"),
            IamFault.LostBefore => HangUp(context),
            _ => DoAsync(context, action, asked, fault == IamFault.LostAfter),
        });
    }

    private async Task DoAsync(HttpContext context, string action, Dictionary<string, string> asked, bool hangsUp)
    {
        string? answer;
        var code = "NoSuchEntity";
        lock (_lock)
        {
            answer = action == "AssumeRole" ? Assume(asked, ref code) : Answer(action, asked);
            if (answer is not null && Effects.Any(e => action.StartsWith(e, StringComparison.Ordinal)))
            {
                Changes = [.. Changes, action];
            }
        }
        if (hangsUp)
        {
            await HangUp(context);
        }
        else if (answer is null)
        {
            await RefuseAsync(context, code == "NoSuchEntity" ? 404 : 403, code);
        }
        else
        {
            context.Response.ContentType = "text/xml";
            await context.Response.WriteAsync($"<{action}Response xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><{action}Result>{answer}</{action}Result></{action}Response>");
        }
    }

    private static string? Assume(Dictionary<string, string> asked, ref string code)
    {
        code = "AccessDenied";
        return asked["RoleArn"] != Assumable || asked.GetValueOrDefault("ExternalId") != ExternalId ? null
            : $"<Credentials><AccessKeyId>{AssumedKey}</AccessKeyId><SecretAccessKey>{AssumedSecret}</SecretAccessKey><SessionToken>{AssumedToken}</SessionToken><Expiration>{TimeProvider.System.GetUtcNow().AddHours(1):yyyy-MM-dd'T'HH:mm:ss'Z'}</Expiration></Credentials>";
    }

    private string? Answer(string action, Dictionary<string, string> asked)
    {
        if (action is "GetPolicy" or "GetPolicyVersion")
        {
            return !_policies.TryGetValue(asked["PolicyArn"], out var policy) ? null
                : action == "GetPolicy" ? $"<Policy><PolicyName>{policy.Name}</PolicyName><DefaultVersionId>v1</DefaultVersionId></Policy>"
                : $"<PolicyVersion><Document>{Uri.EscapeDataString(policy.Document)}</Document></PolicyVersion>";
        }
        if (asked.TryGetValue("GroupName", out var group) && !_groups.ContainsKey(group))
        {
            return null;
        }
        if (action is "ListGroupPolicies" or "ListAttachedGroupPolicies" or "GetGroupPolicy")
        {
            return action switch
            {
                "ListGroupPolicies" => $"<PolicyNames>{string.Concat(_groups[group!].Keys.Select(p => $"<member>{p}</member>"))}</PolicyNames>",
                "ListAttachedGroupPolicies" => "<AttachedPolicies/>",
                _ => $"<PolicyDocument>{Uri.EscapeDataString(_groups[group!][asked["PolicyName"]])}</PolicyDocument>",
            };
        }
        var kind = asked.ContainsKey("RoleName") ? "Role" : "User";
        var name = asked[$"{kind}Name"];
        if (!_holders.TryGetValue(kind + name, out var holder))
        {
            return null;
        }
        return action == $"Get{kind}"
            ? $"<{kind}><{kind}Id>{holder.Id}</{kind}Id><Arn>arn:aws:iam::{Account}:{kind.ToLowerInvariant()}/{name}</Arn></{kind}>"
            : action.StartsWith("List", StringComparison.Ordinal) || action.StartsWith("Get", StringComparison.Ordinal) ? Read(action, asked, Shown(holder))
            : Write(action, asked, holder);
    }

    // A change shows only after a few reads.
    private Holder Shown(Holder holder) => _stale > 0 && _stale-- > 0 && holder.Earlier is { } earlier ? earlier : holder;

    private static string? Read(string action, Dictionary<string, string> asked, Holder holder)
    {
        if (action.StartsWith("ListAttached", StringComparison.Ordinal))
        {
            // Two pages, so that whoever reads only the first is found out.
            var all = holder.Attached.Order(StringComparer.Ordinal).ToList();
            var isFirst = !asked.ContainsKey("Marker");
            var page = isFirst ? all.Take(1) : all.Skip(1);
            return $"<AttachedPolicies>{string.Concat(page.Select(p => $"<member><PolicyArn>{p}</PolicyArn></member>"))}</AttachedPolicies>"
                + (isFirst && all.Count > 1 ? "<IsTruncated>true</IsTruncated><Marker>more</Marker>" : "<IsTruncated>false</IsTruncated>");
        }
        if (action == "ListGroupsForUser")
        {
            return $"<Groups>{string.Concat(holder.Groups.Select(g => $"<member><GroupName>{g}</GroupName><Arn>arn:aws:iam::{Account}:group/{g}</Arn></member>"))}</Groups>";
        }
        return holder.Inline.TryGetValue(asked["PolicyName"], out var document) ? $"<PolicyDocument>{Uri.EscapeDataString(document)}</PolicyDocument>" : null;
    }

    private string? Write(string action, Dictionary<string, string> asked, Holder holder)
    {
        holder.Earlier = holder.Copy();
        _stale = Lag;
        var policy = asked.GetValueOrDefault("PolicyArn") ?? asked.GetValueOrDefault("PolicyName") ?? string.Empty;
        var isDone = action switch
        {
            "DetachRolePolicy" or "DetachUserPolicy" => holder.Attached.Remove(policy),
            "AttachRolePolicy" or "AttachUserPolicy" => _policies.ContainsKey(policy) && (holder.Attached.Add(policy) || true),
            "DeleteRolePolicy" or "DeleteUserPolicy" => holder.Inline.Remove(policy),
            "PutRolePolicy" or "PutUserPolicy" => (holder.Inline[policy] = asked["PolicyDocument"]) is not null,
            "RemoveUserFromGroup" => holder.Groups.Remove(asked["GroupName"]),
            "AddUserToGroup" => holder.Groups.Add(asked["GroupName"]) || true,
            _ => throw new InvalidOperationException($"The stand-in does not know {action}."),
        };
        return isDone ? string.Empty : null;
    }

    private static Task HangUp(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    private static Task RefuseAsync(HttpContext context, int status, string code)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/xml";
        return context.Response.WriteAsync(
            $"<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>{SecurityElement.Escape($"It says {code}.")}</Message></Error><RequestId>1</RequestId></ErrorResponse>");
    }

    private sealed class Holder(string id)
    {
        public string Id => id;

        public HashSet<string> Attached { get; private init; } = new(StringComparer.Ordinal);

        public HashSet<string> Groups { get; private init; } = new(StringComparer.Ordinal);

        public Dictionary<string, string> Inline { get; private init; } = new(StringComparer.Ordinal);

        public Holder? Earlier { get; set; }

        public Holder Copy() => new(id)
        {
            Attached = new(Attached, StringComparer.Ordinal),
            Groups = new(Groups, StringComparer.Ordinal),
            Inline = new(Inline, StringComparer.Ordinal),
        };
    }
}
