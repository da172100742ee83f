namespace Temporalio.Common;

public abstract class Metric
{
    private protected Metric(string name, string? unit, string? description) => (Name, Unit, Description) = (name, unit, description);

    public string Name { get; }

    public string? Unit { get; }

    public string? Description { get; }
}

public abstract class Metric<T> : Metric
    where T : struct
{
    private protected Metric(string name, string? unit, string? description)
        : base(name, unit, description)
    {
    }
}
