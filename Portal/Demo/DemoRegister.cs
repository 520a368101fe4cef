using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Data.Inventory.Curation;
using Portal.Data.Lists;
using Portal.Data.People;

namespace Portal.Demo;

/// <summary>Enters the demo organization's agents, as its security engineer would: what imports discovered is named and confirmed, the rest is added.</summary>
/// <param name="directory">Knows people.</param>
/// <param name="identities">Finds identities.</param>
/// <param name="create">Enters an agent that no signal pointed to.</param>
/// <param name="update">Says what is known of an agent.</param>
/// <param name="settle">Confirms.</param>
/// <param name="assign">Ties identities to agents.</param>
internal sealed class DemoRegister(
    CallerDirectory directory, IdentityQueries identities, CreateAgent create, UpdateAgent update, SettleAgent settle, AssignIdentity assign)
{
    /// <summary>Enters those agents that are not entered yet and whose identities are all known by now.</summary>
    public async Task EnterAsync(DemoFiles files, CancellationToken cancellationToken)
    {
        var by = await PersonAsync(files.Manifest.Personas.Single(p => p.Persona == Persona.Engineer).Email, cancellationToken);
        var known = await KnownAsync(by, cancellationToken);
        foreach (var entry in files.Read<IReadOnlyList<DemoManifest.AgentEntry>>(files.Manifest.Agents))
        {
            List<IdentityRow> own = [.. entry.Identities.Where(known.ContainsKey).Select(id => known[id])];
            if (own.Count == entry.Identities.Count && own.Exists(i => i.Agent?.Name != entry.Name))
            {
                await EnterAsync(entry, own, by, cancellationToken);
            }
        }
    }

    private async Task EnterAsync(DemoManifest.AgentEntry entry, IReadOnlyList<IdentityRow> own, Caller by, CancellationToken cancellationToken)
    {
        var owner = await IdAsync(entry.Owner, cancellationToken);
        var sponsor = await IdAsync(entry.Sponsor, cancellationToken);
        AgentId agent;
        if (own.Select(i => i.Agent).FirstOrDefault(a => a is not null) is { } discovered)
        {
            agent = discovered.Id;
            Check(entry, await update.RunAsync(
                agent,
                new AgentPatch
                {
                    Name = entry.Name,
                    Purpose = entry.Purpose,
                    Environment = entry.Environment,
                    Autonomy = entry.Autonomy,
                    Owner = new(owner),
                    Sponsor = new(sponsor),
                },
                by,
                cancellationToken));
            if (entry.Status == AgentStatus.Confirmed)
            {
                Check(entry, await settle.ConfirmAsync(agent, by, cancellationToken));
            }
        }
        else
        {
            var created = await create.RunAsync(
                new AgentDraft(entry.Name, entry.Purpose, entry.Environment, entry.Autonomy, owner, sponsor), by, cancellationToken);
            Check(entry, created);
            agent = created.Agent!.Value;
        }
        foreach (var identity in own.Where(i => i.Agent?.Id != agent))
        {
            await assign.ToAsync(identity.Id, agent, by, cancellationToken);
        }
    }

    private async Task<Dictionary<string, IdentityRow>> KnownAsync(Caller by, CancellationToken cancellationToken)
    {
        var known = new Dictionary<string, IdentityRow>(StringComparer.Ordinal);
        string? after = null;
        do
        {
            var page = await identities.ListAsync(new IdentityFilter(), new PageRequest(after, PageRequest.MostItems), by, cancellationToken);
            foreach (var identity in page.Items)
            {
                known[identity.NativeId] = identity;
            }
            after = page.Next;
        }
        while (after is not null);
        return known;
    }

    private async Task<PersonId?> IdAsync(string? email, CancellationToken cancellationToken) =>
        email is null ? null : (await PersonAsync(email, cancellationToken)).Person;

    private async Task<Caller> PersonAsync(string email, CancellationToken cancellationToken) =>
        await directory.FindPersonAsync(email, cancellationToken)
        ?? throw new InvalidOperationException($"{email} is not among the demo organization's people, or has left.");

    private static void Check(DemoManifest.AgentEntry entry, AgentResult result)
    {
        if (result.Outcome != AgentSaved.Saved)
        {
            throw new InvalidOperationException($"The demo organization's agent '{entry.Name}' was refused: {result.Outcome}.");
        }
    }
}
