namespace Temporalio.Activities;

/// <summary>Marks a method as an activity. Without a name it is the method's, without the suffix Async if it returns a task.</summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false, AllowMultiple = false)]
public sealed class ActivityAttribute : Attribute
{
    public ActivityAttribute()
    {
    }

    public ActivityAttribute(string name) => Name = name;

    public string? Name { get; }

    /// <summary>Takes every activity type that has no method of its own; the only parameter is an array of raw values.</summary>
    public bool Dynamic { get; set; }
}
