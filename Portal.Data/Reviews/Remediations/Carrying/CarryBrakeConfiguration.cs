using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Data.Reviews.Remediations.Carrying;

/// <summary>The table of stops.</summary>
internal sealed class CarryBrakeConfiguration : IEntityTypeConfiguration<CarryBrake>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<CarryBrake> builder)
    {
        builder.ToTable("carry_brakes");
        builder.HasKey(b => b.Id);
        builder.HasIndex(b => b.PulledAt);
        builder.HasOne<Campaign>().WithMany().HasForeignKey(b => b.CampaignId).OnDelete(DeleteBehavior.Restrict);
    }
}
