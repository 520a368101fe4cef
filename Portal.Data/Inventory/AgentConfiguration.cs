using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Data.People;
using Portal.Data.Storage;

namespace Portal.Data.Inventory;

/// <summary>The table of agents.</summary>
internal sealed class AgentConfiguration : IEntityTypeConfiguration<Agent>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<Agent> builder)
    {
        builder.ToTable("agents");
        builder.HasKey(a => a.Id);
        builder.Property(a => a.Purpose).IsLongText();
        builder.Property(a => a.RiskReasons).StoredAsJson();
        builder.Property(a => a.Version).IsConcurrencyToken();
        builder.HasIndex(a => a.Name).IsUnique();
        builder.HasIndex(a => new { a.Risk, a.Id });
        builder.HasIndex(a => new { a.CreatedAt, a.Id });
        builder.HasIndex(a => a.OwnerId);
        builder.HasIndex(a => a.SponsorId);
        builder.HasOne<Person>().WithMany().HasForeignKey(a => a.OwnerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(a => a.SponsorId).OnDelete(DeleteBehavior.Restrict);
    }
}
