/** Names for Carddeck's tokens, so that a template says bg-surface and text-quiet.
 *  The values, light and dark, stand once in static/src/app.css.
 *  @type {import('tailwindcss').Config} */
module.exports = {
  content: ["./views/**/*.templ", "./views/**/*.go"],
  theme: {
    extend: {
      colors: {
        canvas: "var(--canvas)",
        surface: "var(--surface)",
        raised: "var(--raised)",
        sunken: "var(--sunken)",
        line: "var(--line)",
        ink: "var(--ink)",
        soft: "var(--soft)",
        quiet: "var(--quiet)",
        accent: "var(--accent)",
        good: "var(--good)",
        caution: "var(--caution)",
        bad: "var(--bad)",
        note: "var(--note)",
      },
      fontSize: {
        "2xs": ["11px", "16px"],
        xs: ["12px", "17px"],
        sm: ["13px", "19px"],
        base: ["14px", "20px"],
        lg: ["16px", "22px"],
        xl: ["20px", "26px"],
        "2xl": ["26px", "32px"],
      },
    },
  },
};
