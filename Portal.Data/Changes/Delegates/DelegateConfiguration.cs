using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Data.Inventory;

namespace Portal.Data.Changes.Delegates;

/// <summary>The table of delegated identities.</summary>
internal sealed class DelegateConfiguration : IEntityTypeConfiguration<DelegatedIdentity>
{
    private const int NameLength = 200;

    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<DelegatedIdentity> builder)
    {
        builder.ToTable("delegates");
        builder.HasKey(d => d.Id);
        builder.Property(d => d.Initiator).HasMaxLength(NameLength);
        builder.Property(d => d.Agent).HasMaxLength(NameLength);
        builder.Property(d => d.SearchText).HasMaxLength(ChangeConfiguration.SearchTextLength);
        builder.HasIndex(d => new { d.IdentityId, d.Initiator, d.Agent }).IsUnique();
        builder.HasIndex(d => new { d.LastAt, d.Id });
        builder.HasOne<Identity>().WithMany().HasForeignKey(d => d.IdentityId).OnDelete(DeleteBehavior.Cascade);
    }
}
