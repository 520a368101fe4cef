using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Data.Inventory.Certificates;

/// <summary>The table of how identities stand to what was attested.</summary>
internal sealed class StandingConfiguration : IEntityTypeConfiguration<Standing>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<Standing> builder)
    {
        builder.ToTable("standings");
        builder.HasKey(s => s.IdentityId);
        builder.HasIndex(s => s.DueSince).HasFilter("\"DueSince\" IS NOT NULL");
        builder.HasIndex(s => s.State);
        builder.HasIndex(s => s.ToldAt).HasFilter("\"ToldAt\" IS NOT NULL");
        builder.HasIndex(s => s.Until).HasFilter("\"Until\" IS NOT NULL");
        builder.HasOne<Identity>().WithOne().HasForeignKey<Standing>(s => s.IdentityId).OnDelete(DeleteBehavior.Cascade);
    }
}
