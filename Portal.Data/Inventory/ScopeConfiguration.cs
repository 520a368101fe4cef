using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Data.Sources;

namespace Portal.Data.Inventory;

/// <summary>The table of places in organizations.</summary>
internal sealed class ScopeConfiguration : IEntityTypeConfiguration<Scope>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<Scope> builder)
    {
        builder.ToTable("scopes");
        builder.HasKey(s => new { s.SourceId, s.NativeId });
        builder.HasOne<Source>().WithMany().HasForeignKey(s => s.SourceId).OnDelete(DeleteBehavior.Restrict);
    }
}
