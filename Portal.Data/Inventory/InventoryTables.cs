using Microsoft.EntityFrameworkCore;
using Portal.Data.Inventory.Certificates;
using Portal.Data.Storage;

namespace Portal.Data.Inventory;

/// <summary>The tables of the inventory.</summary>
internal static class InventoryTables
{
    extension(GovernanceDb db)
    {
        /// <summary>Agents.</summary>
        public DbSet<Agent> Agents => db.Set<Agent>();

        /// <summary>Identities.</summary>
        public DbSet<Identity> Identities => db.Set<Identity>();

        /// <summary>Entitlements with their history.</summary>
        public DbSet<Entitlement> Entitlements => db.Set<Entitlement>();

        /// <summary>What was attested.</summary>
        public DbSet<Certificate> Certificates => db.Set<Certificate>();

        /// <summary>How identities stand to what was attested.</summary>
        public DbSet<Standing> Standings => db.Set<Standing>();

        /// <summary>Policies that memberships hand on.</summary>
        public DbSet<GroupPolicy> GroupPolicies => db.Set<GroupPolicy>();

        /// <summary>Policy documents by content.</summary>
        public DbSet<PolicyDocument> PolicyDocuments => db.Set<PolicyDocument>();

        /// <summary>Limits with their history.</summary>
        public DbSet<Limit> Limits => db.Set<Limit>();

        /// <summary>Resource policies with their history.</summary>
        public DbSet<ResourcePolicy> ResourcePolicies => db.Set<ResourcePolicy>();

        /// <summary>The organizations' trees.</summary>
        public DbSet<Scope> Scopes => db.Set<Scope>();

        /// <summary>What reports say of the use of services.</summary>
        public DbSet<ServiceUse> ServiceUses => db.Set<ServiceUse>();

        /// <summary>How risks changed.</summary>
        public DbSet<RiskChange> RiskChanges => db.Set<RiskChange>();

        /// <summary>Words of agents' names, to search by.</summary>
        public DbSet<AgentWord> AgentWords => db.Set<AgentWord>();

        /// <summary>Words of identities' names, to search by.</summary>
        public DbSet<IdentityWord> IdentityWords => db.Set<IdentityWord>();
    }
}
